"""The rule file that ships opens, once."""

from assistant.ai_act_catalogue import ai_act


def test_the_rules_are_read_once_and_name_their_state() -> None:
    assert ai_act() is ai_act() and ai_act().as_of.isoformat() == "2026-11-21"
