"""The look that Gradio's own widgets take: system fonts, one quiet accent, no shadow or gradient."""

from gradio.themes import Base, Color

_ACCENT = Color(
    c50="#eef4f8",
    c100="#d9e7f0",
    c200="#b4cfe1",
    c300="#86b0cd",
    c400="#558db4",
    c500="#33719c",
    c600="#245b82",
    c700="#1d4968",
    c800="#183b54",
    c900="#132f43",
    c950="#0c1f2d",
)
_NEUTRAL = Color(
    c50="#f7f8f9",
    c100="#eef0f2",
    c200="#dfe3e7",
    c300="#c6ccd3",
    c400="#939ca6",
    c500="#66707b",
    c600="#4c555f",
    c700="#373e47",
    c800="#23292f",
    c900="#181c21",
    c950="#101317",
)
_FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Arial", "sans-serif")
_FONT_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def theme() -> Base:
    """The theme; its fonts are those of the reader's system, so nothing is fetched."""
    base = Base(
        primary_hue=_ACCENT,
        secondary_hue=_ACCENT,
        neutral_hue=_NEUTRAL,
        font=_FONT,
        font_mono=_FONT_MONO,
        radius_size="sm",
    )
    return base.set(
        body_background_fill="#ffffff",
        body_background_fill_dark="*neutral_900",
        block_background_fill_dark="*neutral_900",
        background_fill_primary_dark="*neutral_900",
        background_fill_secondary_dark="*neutral_800",
        body_text_color="*neutral_800",
        body_text_color_dark="*neutral_100",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="white",
        button_primary_text_color_dark="white",
        input_border_width="1px",
        input_border_width_dark="1px",
        input_shadow="none",
        input_shadow_focus="none",
        block_border_width="0px",
        block_padding="0px",
        block_shadow="none",
        button_primary_shadow="none",
        button_secondary_shadow="none",
        input_background_fill="white",
        input_background_fill_dark="*neutral_800",
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )
