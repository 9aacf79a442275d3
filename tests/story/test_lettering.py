from lookback.story.lettering import cut, width


def test_wide_letters_and_japanese_ones_are_wider() -> None:
    assert width("ill", 12) < width("ann", 12) < width("MWM", 12)
    assert width("藤野", 12) >= 24


def test_combining_marks_take_no_room() -> None:
    assert width("e\u0301", 12) == width("e", 12)


def test_words_are_cut_to_their_room_and_no_shorter_ones_are() -> None:
    assert cut("Ume", 12, 100) == "Ume"
    told = cut("The keeper of the lighthouse", 12, 100)
    assert told.endswith("…")
    assert width(told, 12) <= 100


def test_one_letter_is_left_at_least() -> None:
    assert cut("Ume", 12, 0) == "U…"
