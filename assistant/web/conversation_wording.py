"""Every text about the conversations that are kept, in German and English."""

# name: (German, English); both carry the same placeholders.
CONVERSATION_TEXTS: dict[str, tuple[str, str]] = {
    "conversation.question": ("Frage {n}", "Question {n}"),
    "conversations.show": ("Gespräche", "Conversations"),
    "conversations.label": ("Ihre Gespräche", "Your conversations"),
    "conversations.close": ("Liste schließen", "Close the list"),
    "conversations.new": ("Neues Gespräch", "New conversation"),
    "conversations.search": ("Gespräche durchsuchen", "Search conversations"),
    "conversations.none": (
        "Noch keine Gespräche. Sie werden auf diesem Server gespeichert; nur dieser Browser sieht sie.",
        "No conversations yet. They are stored on this server; only this browser sees them.",
    ),
    "conversations.nothing": ("Kein Gespräch passt zu dieser Suche.", "No conversation matches this search."),
    "conversations.more": (
        "Gezeigt werden die neuesten {shown} von {total}. Die Suche findet auch die übrigen.",
        "The newest {shown} of {total} are shown. The search finds the others too.",
    ),
    "conversations.today": ("heute, {time}", "today, {time}"),
    "questions.one": ("{n} Frage", "{n} question"),
    "questions.many": ("{n} Fragen", "{n} questions"),
    "conversation.more": ("Weitere Aktionen zu „{title}“", "More actions for “{title}”"),
    "conversation.title": ("Titel", "Title"),
    "conversation.rename": ("Umbenennen", "Rename"),
    "conversation.markdown": ("Als Markdown speichern", "Save as Markdown"),
    "conversation.json": ("Als JSON speichern", "Save as JSON"),
    "conversation.delete": ("Löschen …", "Delete …"),
    "conversation.delete_question": (
        "Das Gespräch mit allen Antworten und Bewertungen löschen? Das lässt sich nicht rückgängig machen.",
        "Delete the conversation with all answers and ratings? This cannot be undone.",
    ),
    "conversation.delete_confirm": ("Endgültig löschen", "Delete for good"),
    "conversation.gone": (
        "Dieses Gespräch gibt es nicht mehr. Ihre Frage steht in einem neuen.",
        "This conversation no longer exists. Your question stands in a new one.",
    ),
    "conversation.file": ("Gespräch", "conversation"),
}
