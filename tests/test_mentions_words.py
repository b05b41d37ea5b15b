"""Names, titles, offices, dates and keywords by themselves."""

import pytest

from kg.mentions.dates import DateMention, dates
from kg.mentions.judging import is_list_of_people, is_name
from kg.mentions.keywords import keywords
from kg.mentions.lexicon import is_word
from kg.mentions.mention import Mention, holds, own_titles, sharable, without_names
from kg.mentions.names import Voucher, end_of_name, surname_length
from kg.mentions.offices import Office, is_complete, is_office, plain_title, says_enough, write_out
from kg.mentions.title_parts import others_in_front, parts
from kg.mentions.titles import Title, organization_before, titles_before


def name_at(text: str, voucher: Voucher, *known: str) -> str:
    return text[: end_of_name(text, 0, voucher=voucher, known=frozenset(known))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("陶立行出席会议", "陶立行"),
        ("焦润出席会议", "焦润"),
        ("焦润作通报", "焦润"),
        ("焦润、柳文渊", "焦润"),
        ("欧阳文山主持", "欧阳文山"),
        ("司马明指出", "司马明"),
        ("才让出席", "才让"),
        ("买买提·艾山出席", "买买提·艾山"),
        ("买买提·艾山在会上说", "买买提·艾山"),
        ("由焕章主持", "由焕章"),
        ("，焦润", ""),
        ("", ""),
    ],
)
def test_where_a_name_behind_an_office_ends(text: str, name: str) -> None:
    assert name_at(text, Voucher.OFFICE) == name


@pytest.mark.parametrize("text", ["和谐社会", "从严管理", "强调了重点", "要抓落实", "安全生产工作"])
def test_no_name_where_nothing_vouches_for_one(text: str) -> None:
    assert name_at(text, Voucher.NOTHING) == ""


def test_a_known_name_decides_between_two_and_three_characters() -> None:
    assert name_at("焦润到会祝贺", Voucher.NOTHING, "焦润") == "焦润"


@pytest.mark.parametrize(("text", "length"), [("欧阳文山", 2), ("欧文", 1), ("，", 0), ("的", 0), ("", 0)])
def test_length_of_surnames(text: str, length: int) -> None:
    assert surname_length(text, 0) == length


@pytest.mark.parametrize("name", ["陶立行", "焦润", "高义", "欧阳文山"])
def test_what_can_be_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["座谈会", "副县长", "欧阳", "强调", "全国政协"])
def test_what_cannot_be_a_name(name: str) -> None:
    assert not is_name(name)


def test_lists_of_people_and_of_fields() -> None:
    people, fields = "陶立行、柳文渊、焦润出席会议", "经济、教育、医疗等领域"
    assert is_list_of_people(people, ["陶立行", "柳文渊", "焦润"], 10)
    assert not is_list_of_people(fields, ["经济", "教育", "医疗"], 8)


@pytest.mark.parametrize("word", ["名单", "负责制", "计划", "安全"])
def test_ordinary_words(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["陶立行", "柳文渊", "焦润", "名单计划", ""])
def test_what_is_no_ordinary_word(word: str) -> None:
    assert not is_word(word)


# ---- titles


def titles(text: str, name: str, floor: int = 0) -> list[str]:
    return [title.text for title in titles_before(text, text.index(name), floor)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("省委常委、市委书记焦润", ["省委常委", "市委书记"]),
        ("会议由县长焦润主持", ["县长"]),
        ("会见县长焦润", ["县长"]),
        ("在杭州同恒远集团董事长焦润会谈", ["恒远集团董事长"]),
        ("当场把副县长焦润", ["副县长"]),
        ("前来调研的省水利厅厅长焦润", ["省水利厅厅长"]),
        ("13日县长焦润", ["县长"]),
        ("防汛、抗旱，县长焦润", ["县长"]),
        ("副县长兼县公安局局长焦润", ["副县长", "县公安局局长"]),
        ("分管教育的副县长焦润", ["分管教育的副县长"]),
        ("焦润", []),
        ("天气很好焦润", []),
        ("县领导焦润", []),
    ],
)
def test_titles_before_a_name(text: str, found: list[str]) -> None:
    assert titles(text, "焦润") == found


def test_titles_begin_behind_the_person_before() -> None:
    text = "县长陶立行、副县长焦润"
    assert titles(text, "焦润", floor=5) == ["副县长"]


def test_titles_know_their_places() -> None:
    assert titles_before("6月3日，省委常委、市委书记焦润", 14, 0) == (Title("省委常委", 5, 9), Title("市委书记", 10, 14))


@pytest.mark.parametrize("title", ["副市长", "市委常委", "县政协委员", "省政协副主席", "二级巡视员", "理事", "教授"])
def test_titles_that_several_people_hold(title: str) -> None:
    assert Title(title, 0, len(title)).can_be_shared


@pytest.mark.parametrize("title", ["市长", "市委书记", "董事长", "代市长", "秘书长"])
def test_titles_of_one_person(title: str) -> None:
    assert not Title(title, 0, len(title)).can_be_shared


def test_only_the_end_of_a_chain_is_shared() -> None:
    first, second, third = Title("市长", 0, 2), Title("市委常委", 3, 7), Title("副市长", 8, 11)
    assert sharable((second, first, third)) == (third,)
    assert sharable((first, second, third)) == (second, third)
    assert sharable((second, first)) == ()


def test_a_caption_in_front_is_cut_off() -> None:
    assert without_names(Title("主任焦润县长", 10, 16), ["焦润"], "焦润") == Title("县长", 14, 16)
    assert without_names(Title("县长", 10, 12), ["焦润"], "焦润") == Title("县长", 10, 12)


def test_names_in_titles_and_what_is_theirs_are_cut_off() -> None:
    assert without_names(Title("澜江大学焦润书记与县文联主席", 0, 14), ["焦润"]) == Title("县文联主席", 9, 14)
    assert without_names(Title("澜江大学焦润教授", 0, 8), ["焦润"]) is None
    assert without_names(Title("焦裕禄干部学院教授", 0, 9), ["焦裕禄"]) == Title("焦裕禄干部学院教授", 0, 9)
    assert own_titles((Title("党委书记", 0, 4), Title("焦润澜江大学校长", 4, 12)), ["焦润"], "柳文渊") == (Title("澜江大学校长", 6, 12),)


@pytest.mark.parametrize(
    ("piece", "found"),
    [
        ("党组成员副局长", ["党组成员", "副局长"]),
        ("县委常委宣传部部长", ["县委常委", "宣传部部长"]),
        ("副主任中山大学教授", ["副主任", "中山大学教授"]),
        ("学会前任理事长和联合会副主席", ["学会前任理事长", "联合会副主席"]),
        ("教授暨南大学院长", ["教授", "暨南大学院长"]),
        ("新闻与传播学院院长", ["新闻与传播学院院长"]),
        ("发展和改革委员会主任", ["发展和改革委员会主任"]),
        ("总统中国事务特使", ["总统中国事务特使"]),
        ("主任医师", ["主任医师"]),
    ],
)
def test_titles_without_a_mark_between_them(piece: str, found: list[str]) -> None:
    assert [piece[begin:end] for begin, end in parts(piece)] == found


@pytest.mark.parametrize(
    ("piece", "rest"),
    [
        ("22名同学和班主任", "班主任"),
        ("法国内政部长达尔马宁和中国驻法国大使", "中国驻法国大使"),
        ("新闻与传播学院院长", "新闻与传播学院院长"),
        ("总统能源战略和生态委员会秘书长", "总统能源战略和生态委员会秘书长"),
    ],
)
def test_others_in_front_of_a_title(piece: str, rest: str) -> None:
    assert piece[others_in_front(piece) :] == rest


def test_which_office_words_a_person_holds() -> None:
    mention = Mention("王立", 3, 5, (Title("副市长", 0, 3),))
    assert holds(mention, "副市长")
    assert holds(mention, "市长")
    assert not holds(mention, "主任")


def test_the_body_right_before_a_name() -> None:
    assert organization_before("会上，行风办殷葵主任", 6) == 3
    assert organization_before("会上，殷葵主任", 3) == 3


# ---- offices


@pytest.mark.parametrize(
    ("title", "institution", "office"),
    [
        ("市委书记", "", Office("市委", "市委书记")),
        ("市长", "", Office("", "市长")),
        ("代市长", "市委", Office("", "代市长")),
        ("副县长", "县委", Office("", "副县长")),
        ("党组书记", "市人大常委会", Office("市人大常委会", "市人大常委会党组书记")),
        ("副主任", "省卫健委", Office("省卫健委", "省卫健委副主任")),
        ("统战部部长", "市委", Office("市委", "市委统战部部长")),
        ("副院长", "", Office("", "副院长")),
        ("省水利厅厅长", "省委", Office("省水利厅", "省水利厅厅长")),
        ("市公安局局长", "市政府", Office("市公安局", "市公安局局长")),
        ("匈牙利外交部长", "", Office("匈牙利外交部", "匈牙利外交部长")),
        ("恒远集团董事长", "县委", Office("恒远集团", "恒远集团董事长")),
    ],
)
def test_offices_written_out(title: str, institution: str, office: Office) -> None:
    assert write_out(title, institution) == office


@pytest.mark.parametrize("title", ["市长", "副县长", "代市长", "总理", "副总统", "国务委员", "原副省长", "镇长"])
def test_titles_that_need_no_body(title: str) -> None:
    assert is_complete(title)


@pytest.mark.parametrize("title", ["主任", "市委书记", "局长", "董事长", "副院长"])
def test_titles_that_need_a_body(title: str) -> None:
    assert not is_complete(title)


def test_brackets_are_no_part_of_an_office() -> None:
    assert plain_title("县长助理（挂职）") == "县长助理"
    assert plain_title("县长") == "县长"


def test_offices_and_words_that_only_look_like_them() -> None:
    assert is_office("县教育局局长")
    assert not is_office("离退休教师")
    assert not is_office("县政府")


def test_titles_that_say_too_little() -> None:
    assert not says_enough("教授", Office("", "教授"))
    assert not says_enough("该院院长", Office("该院", "该院院长"))
    assert says_enough("县长", Office("", "县长"))
    assert says_enough("江淮大学教授", Office("江淮大学", "江淮大学教授"))


# ---- dates


def dates_of(text: str) -> list[DateMention]:
    return dates(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("4月25日，会议召开。", DateMention("4月25日", 0, 5, month=4, day=25), id="day"),
        pytest.param("4月25日下午，会议召开。", DateMention("4月25日下午", 0, 7, month=4, day=25), id="part-of-day"),
        pytest.param("2021年12月3日，会议召开。", DateMention("2021年12月3日", 0, 10, 2021, 12, 3), id="year"),
        pytest.param("9月18日至22日，展会举行。", DateMention("9月18日至22日", 0, 9, None, 9, 18, None, 22), id="days"),
        pytest.param("9月28日至10月2日，展会举行。", DateMention("9月28日至10月2日", 0, 11, None, 9, 28, 10, 2), id="two-months"),
        pytest.param("13日，会议召开。", DateMention("13日", 0, 3, day=13), id="day-alone"),
        pytest.param("昨日，会议召开。", DateMention("昨日", 0, 2, days_before_issue=1), id="yesterday"),
        pytest.param("昨日下午，会议召开。", DateMention("昨日下午", 0, 4, days_before_issue=1), id="yesterday-afternoon"),
        pytest.param("今天，会议召开。", DateMention("今天", 0, 2, days_before_issue=0), id="today"),
        pytest.param("明日，会议召开。", DateMention("明日", 0, 2, days_before_issue=-1), id="tomorrow"),
        pytest.param("前天，会议召开。", DateMention("前天", 0, 2, days_before_issue=2), id="two-days-ago"),
        pytest.param("近日，会议召开。", DateMention("近日", 0, 2), id="lately"),
        pytest.param("2021年6月，大桥通车。", DateMention("2021年6月", 0, 7, 2021, 6), id="month"),
    ],
)
def test_dates(text: str, found: DateMention) -> None:
    assert dates_of(text) == [found]


def test_a_word_and_the_day_that_it_means() -> None:
    assert dates_of("今天（7月19日），会议召开。") == [
        DateMention("今天", 0, 2, days_before_issue=0),
        DateMention("7月19日", 3, 8, month=7, day=19),
    ]


@pytest.mark.parametrize(
    "text", ["新华社北京13日电", "6月1日前夕", "7月1日起，新规施行", "每日3次", "日前往复", "第3日程", "省委书记", "19日报社"]
)
def test_no_day_of_an_event(text: str) -> None:
    assert [each for each in dates_of(text) if each.day] == []


def test_dates_only_of_the_stretch_asked_for() -> None:
    assert dates("3月2日到，4月25日走，5月1日回。", 6, 12) == [DateMention("4月25日", 6, 11, month=4, day=25)]


# ---- keywords


def test_keywords_come_back_in_the_text() -> None:
    assert keywords("学校要办好。医院要建好。学校和医院的学校食堂。") == ("学校", "医院")


def test_no_more_keywords_than_asked_for() -> None:
    assert keywords("学校要办好。医院要建好。学校和医院的学校食堂。", most=1) == ("学校",)


def test_a_text_without_keywords() -> None:
    assert keywords("") == ()
    assert keywords("学校开学了。") == ()


def test_a_professor_named_in_front_of_another_is_no_title() -> None:
    assert says_enough("澜江大学教授", Office("澜江大学", "澜江大学教授"))
    assert says_enough("澜江大学名誉教授", Office("澜江大学名誉", "澜江大学名誉教授"))
    assert not says_enough("澜江大学焦润教授", Office("澜江大学焦润", "澜江大学焦润教授"))
