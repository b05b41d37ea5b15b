"""People with the titles printed around their names: invented sentences, and what a reader finds in them."""

import pytest

from kg.mentions.people import Mention, people


def names(text: str) -> list[str]:
    return [mention.name for mention in people(text)]


def printed(text: str) -> list[tuple[str, list[str]]]:
    return [(mention.name, [title.text for title in mention.titles]) for mention in people(text)]


def the_one(text: str) -> Mention:
    (mention,) = people(text)
    return mention


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("市领导何雄、周富强、杜新军、吕挺琳、路云出席会议。", ["何雄", "周富强", "杜新军", "吕挺琳", "路云"], id="group"),
        pytest.param("县领导陶立行、柳文渊等参加活动。", ["陶立行", "柳文渊"], id="group-and-others"),
        pytest.param("陶立行、柳文渊、焦润参加会议。", ["陶立行", "柳文渊", "焦润"], id="list-opens-clause"),
        pytest.param("县长陶立行主持会议。", ["陶立行"], id="office"),
        pytest.param("会议由副县长柳文渊主持。", ["柳文渊"], id="chaired-by"),
        pytest.param("居民代表柳文渊说，路灯亮了。", ["柳文渊"], id="introducer"),
        pytest.param("居民代表焦润告诉大家，路灯亮了。", ["焦润"], id="introducer-of-two-characters"),
        pytest.param("大会选举陶立行为县人大常委会主任。", ["陶立行"], id="elected"),
        pytest.param("会议决定，任命柳文渊为副县长。", ["柳文渊"], id="appointed"),
        pytest.param("会议决定，免去焦润的县司法局局长职务。", ["焦润"], id="removed"),
        pytest.param("县长陶立行，副县长柳文渊和焦润出席。", ["陶立行", "柳文渊", "焦润"], id="joined-by-and"),
        pytest.param("县长陶立行与恒远集团董事长柳文渊举行会谈。", ["陶立行", "柳文渊"], id="both-sides"),
    ],
)
def test_people_are_found(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("副市长高义出席会议。", "高义"),
        ("副市长路云主持会议。", "路云"),
        ("县委书记安全主持会议。", "安全"),
        ("县长计划主持会议并讲话。", "计划"),
        ("副县长马上出席会议。", "马上"),
        ("副县长高峰出席会议。", "高峰"),
        ("县委委员成功列席会议。", "成功"),
        ("常委安全因病请假。", "安全"),
    ],
)
def test_words_that_are_names_behind_an_office(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "会议讨论了委员名单。",
        "学校实行校长负责制。",
        "围绕经济、教育、医疗等领域开展合作。",
        "加强安全、卫生、教育等方面工作。",
        "县里制定了防汛计划。",
        "要高度重视安全生产工作。",
        "会议选举办法草案获得通过。",
        "县委书记要切实负起责任。",
        "代表们认真审议了报告。",
        "市长热线接到群众来电。",
        "主任会议研究了有关事项。",
        "书记处召开会议。",
        "广大党员干部积极参加。",
        "各级领导干部要带头学习。",
        "支部委员会由五人组成。",
        "",
        "。",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("副县长欧阳文山出席会议。", ["欧阳文山"], id="four"),
        pytest.param("县长司马明主持会议。", ["司马明"], id="three"),
        pytest.param("县领导尉迟建国、诸葛林参加会议。", ["尉迟建国", "诸葛林"], id="list"),
        pytest.param("副县长马上、尉迟建国出席会议。", ["马上", "尉迟建国"], id="behind-a-word"),
    ],
)
def test_compound_surnames(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("自治县县长阿依夏木·买买提主持会议。", ["阿依夏木·买买提"], id="office"),
        pytest.param("县领导陶立行、阿不都拉·卡德尔参加会议。", ["陶立行", "阿不都拉·卡德尔"], id="list"),
        pytest.param("副州长才让出席会议。", ["才让"], id="transliterated"),
        pytest.param("匈牙利总理纳吉·彼得出席会议。", ["纳吉·彼得"], id="abroad"),
        pytest.param("总统胡安·卡洛斯·佩雷斯在北京访问。", ["胡安·卡洛斯·佩雷斯"], id="three-parts"),
        pytest.param("古丽娜·艾山说，日子好了。", ["古丽娜·艾山"], id="clause"),
    ],
)
def test_names_of_other_languages(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("省委常委、市委书记安伟主持会议。", [("安伟", ["省委常委", "市委书记"])], id="two"),
        pytest.param("会议由县委副书记柳文渊主持。", [("柳文渊", ["县委副书记"])], id="meeting-by"),
        pytest.param(
            "县长陶立行在杭州同恒远集团董事长柳文渊举行会谈。", [("陶立行", ["县长"]), ("柳文渊", ["恒远集团董事长"])], id="in-with"
        ),
        pytest.param(
            "县长陶立行当场把副县长柳文渊、镇长焦润请到一起。",
            [("陶立行", ["县长"]), ("柳文渊", ["副县长"]), ("焦润", ["镇长"])],
            id="called-together",
        ),
        pytest.param("6月3日，县长陶立行主持会议。", [("陶立行", ["县长"])], id="behind-a-date"),
        pytest.param("13日上午县长陶立行主持会议。", [("陶立行", ["县长"])], id="behind-a-date-without-mark"),
        pytest.param("随后，县长陶立行来到白石镇。", [("陶立行", ["县长"])], id="afterwards"),
        pytest.param("县长陶立行会见恒远集团董事长柳文渊一行。", [("陶立行", ["县长"]), ("柳文渊", ["恒远集团董事长"])], id="received"),
        pytest.param("受县长陶立行委托，副县长柳文渊出席会议。", [("陶立行", ["县长"]), ("柳文渊", ["副县长"])], id="on-behalf"),
        pytest.param("前来视察的省水利厅厅长焦润指出，堤防要守住。", [("焦润", ["省水利厅厅长"])], id="of"),
        pytest.param("副县长兼县公安局局长柳文渊出席会议。", [("柳文渊", ["副县长", "县公安局局长"])], id="two-offices-in-one-piece"),
        pytest.param("县领导陶立行出席会议。", [("陶立行", [])], id="a-group-is-no-title"),
        pytest.param("居民代表陶立行出席会议。", [("陶立行", [])], id="an-introducer-is-no-title"),
        pytest.param("县长助理（挂职）焦润出席会议。", [("焦润", ["县长助理（挂职）"])], id="bracket"),
        pytest.param("“一带一路”促进会会长焦润出席会议。", [("焦润", ["“一带一路”促进会会长"])], id="quoted"),
    ],
)
def test_titles_are_trimmed(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert printed(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "副市长陶立行、柳文渊、焦润出席会议。",
            [("陶立行", ["副市长"]), ("柳文渊", ["副市长"]), ("焦润", ["副市长"])],
            id="vice",
        ),
        pytest.param("市长陶立行、柳文渊出席会议。", [("陶立行", ["市长"]), ("柳文渊", [])], id="only-one-mayor"),
        pytest.param(
            "市委常委陶立行、柳文渊，市政协副主席焦润、桂长林参加会议。",
            [("陶立行", ["市委常委"]), ("柳文渊", ["市委常委"]), ("焦润", ["市政协副主席"]), ("桂长林", ["市政协副主席"])],
            id="each-list-its-own",
        ),
        pytest.param(
            "市委常委、副市长陶立行、柳文渊参加会议。",
            [("陶立行", ["市委常委", "副市长"]), ("柳文渊", ["市委常委", "副市长"])],
            id="both-titles",
        ),
        pytest.param(
            "市委书记、市长陶立行，副市长柳文渊参加会议。",
            [("陶立行", ["市委书记", "市长"]), ("柳文渊", ["副市长"])],
            id="not-beyond-the-comma",
        ),
    ],
)
def test_titles_shared_in_a_list(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert printed(text) == found


def test_a_name_between_its_body_and_its_title() -> None:
    mention = the_one("会上，行风办殷葵主任作了通报。")
    assert mention.name == "殷葵"
    assert mention.behind is not None
    assert mention.behind.text == "主任"


def test_a_surname_with_its_title_means_the_person_named_before() -> None:
    text = "行风办主任殷葵主持会议。殷主任说，要抓好落实。"
    first, again = people(text)
    assert (first.name, again.name) == ("殷葵", "殷葵")
    assert text[again.begin : again.end] == "殷"
    assert again.behind is not None
    assert again.behind.text == "主任"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("行风办主任殷葵、宣传办主任殷桃参加会议。殷主任说，要抓好落实。", id="two-of-the-surname"),
        pytest.param("县长殷葵、宣传办主任柳文渊参加会议。殷主任说，要抓好落实。", id="another-office"),
        pytest.param("宣传办主任柳文渊、行风办主任焦润参加会议。殷主任说，要抓好落实。", id="another-surname"),
    ],
)
def test_a_surname_with_a_title_that_fits_nobody_or_several(text: str) -> None:
    assert len(people(text)) == 2


def test_a_name_given_before_is_found_again() -> None:
    assert names("县长陶立行主持会议。会上，陶立行作了讲话。") == ["陶立行", "陶立行"]


def test_two_characters_are_found_again_only_as_a_subject() -> None:
    assert names("副县长安全出席会议。安全指出，要抓生产。要重视食品安全问题。") == ["安全", "安全"]


def test_a_list_is_one_group() -> None:
    first, second, third = people("副县长陶立行、柳文渊，县政协主席焦润出席会议。")
    assert first.group == second.group == first.begin
    assert third.group == third.begin
    assert first.whole_begin == 0
    assert second.whole_begin == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("双方愿深化经贸合作，推动务实成果。", [], id="cut-at-the-end"),
        pytest.param("座谈会由团委书记柳佳共同主持。", ["柳佳"], id="shorter-name-before-a-word"),
        pytest.param("学院副教授焦悦带来一场讲座。", ["焦悦"], id="带来"),
        pytest.param("福州市长乐区召开推进会。", [], id="district-not-mayor"),
        pytest.param("学院2012级博士班召开主题班会。", [], id="class-not-doctor"),
        pytest.param("来自各地的务工人员住得安心。", [], id="workers"),
        pytest.param("该省地处长江上游。", [], id="river-not-head"),
        pytest.param("院长江作舟主持讲座。", ["江作舟"], id="surname-that-makes-a-word-with-长"),
        pytest.param("县长陶立行和县委书记柳光谦和陈竺轩出席。", ["陶立行", "柳光谦", "陈竺轩"], id="谦和-is-no-word-here"),
        pytest.param("她向家长和孩子表示感谢。", [], id="和-is-a-word"),
        pytest.param("人大代表向他们表示祝贺。", [], id="向-is-a-word"),
        pytest.param("协会理事向芬、和平、时建中出席。", ["向芬", "和平", "时建中"], id="surnames-that-are-words"),
        pytest.param("陶立行主席密集出席活动。", ["陶立行"], id="behind-the-title-of-a-name"),
        pytest.param("陶立行院长向柳文渊校长介绍情况。校长柳文渊出席。", ["陶立行", "柳文渊", "柳文渊"], id="向-before-a-name"),
        pytest.param("日本前首相安倍出席。安倍前首相指出，合作重要。", ["安倍", "安倍"], id="前首相"),
        pytest.param("江汉、江南、华南等地有雨。", [], id="等地"),
        pytest.param("会见了副校长塞尔日·弗迪达和主席玛雅·桑杜。", ["塞尔日·弗迪达", "玛雅·桑杜"], id="dot-without-title"),
        pytest.param("主席丹尼斯·弗朗西斯致函联合国。", ["丹尼斯·弗朗西斯"], id="dot-without-verb"),
        pytest.param("论坛以“提升素质·赋能发展”为题。", [], id="dot-in-a-motto"),
        pytest.param("由上海论坛·中国年会主办。", [], id="dot-in-an-event"),
        pytest.param("澜江大学柳文渊教授、河口大学焦润教授先后发言。", ["柳文渊", "焦润"], id="between-university-and-title"),
        pytest.param("肾脏内科桂长林主任医师、柳文渊副主任药师坐诊。", ["桂长林", "柳文渊"], id="grades-of-doctors"),
    ],
)
def test_words_around_names(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("研讨由澜江大学校长柳文渊主持。", "澜江大学校长"),
        ("本次会议邀请了科学院院士柳文渊。", "科学院院士"),
        ("以色列总理内塔尼亚胡发表讲话。", "以色列总理"),
        ("栏目将播出对泰国副总理阿努廷的专访。", "泰国副总理"),
        ("会上，经卫生协会会长柳文渊提议，表决通过。", "卫生协会会长"),
        ("经济委员会主任柳文渊出席。", "经济委员会主任"),
        ("自由贸易区管委会主任柳文渊出席。", "自由贸易区管委会主任"),
        ("项目经理由澜江大学校长柳文渊担任。", "澜江大学校长"),
        ("同济大学校长柳文渊出席。", "同济大学校长"),
        ("对外经济贸易大学校长柳文渊出席。", "对外经济贸易大学校长"),
        ("应用经济学院院长柳文渊出席。", "应用经济学院院长"),
        ("今日头条总编辑柳文渊出席。", "今日头条总编辑"),
        ("河口镇是澜江大学首任校长柳文渊曾经工作的地方。", "澜江大学首任校长"),
        ("日前，就飓风灾害向利比亚总统曼菲致慰问电。", "利比亚总统"),
        ("栏目将播出对委内瑞拉总统马杜罗的专访。", "委内瑞拉总统"),
        ("毕业典礼中国传媒大学校长柳文渊致辞。", "中国传媒大学校长"),
    ],
)
def test_titles_begin_behind_what_leads_to_them(text: str, title: str) -> None:
    assert printed(text) == [(the_one(text).name, [title])]
