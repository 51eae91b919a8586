"""`python -m intents`, as engineers use it."""

import pytest

from intents.__main__ import main


def test_a_message_taken_for_a_place_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["intents", "--areas", "reg:93", "samedi à Gap"])
    with pytest.raises(SystemExit):
        main()
    assert "no place has the code 'samedi à Gap'" in capsys.readouterr().err
