"""Which format a text is in."""

import pytest
from tests.formats.subtitles.samples import SAMPLES

from lookback.errors import SubtitlesInvalid
from lookback.formats.subtitles.arrows import read_arrows
from lookback.formats.subtitles.sami import read_sami
from lookback.formats.subtitles.substation import read_substation
from lookback.formats.subtitles.table import FORMATS, sniff


def test_every_format_claims_its_sample_and_all_readers_are_met() -> None:
    found = {sniff(data.decode()) for data in SAMPLES.values()}
    assert found == {reader for _, _, reader in FORMATS}


def test_the_format_of_most_cues_is_taken_whatever_else_is_in_the_text() -> None:
    srt = SAMPLES["srt"].decode()
    assert sniff(srt + "{1}{2}a\n[1][2]b\n00:00:01:c\nDialogue: d\n<SYNC") is read_arrows
    assert sniff(SAMPLES["sami"].decode() + "<!-- 1 --> 2") is read_sami
    assert sniff(SAMPLES["ass"].decode() + "; 1 --> 2") is read_substation


def test_a_text_without_cues_is_refused_with_the_formats_that_there_are() -> None:
    with pytest.raises(SubtitlesInvalid) as refused:
        sniff("Dear Ada, the boat is on the roof.")
    assert all(name in refused.value.expected for name, _, _ in FORMATS)
