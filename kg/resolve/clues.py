"""Clues in the text of an article: each reads one kind of hint and gives claims on the day of the article, with reasons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.extract.events import number
from kg.resolve import anchors
from kg.resolve.claims import END, YEARS, Claim, between, day_in, in_years, on_days, since, until

_NUMERAL = "[一二三四五六七八九十百]{1,5}|[0-9]{1,3}"
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wording:
    """What of an article the clues are read from: repaired, without blanks."""

    text: str  # headline and body
    titles: str  # headline and names of events: what the article itself is about

    def around(self, match: re.Match[str], before: int = 16, after: int = 12) -> tuple[str, str]:
        """What stands before and behind a match, in the same sentence."""
        begin, end = match.span()
        left, right = self.text[max(0, begin - before) : begin], self.text[end : end + after]
        return re.split("[。！？；\n]", left)[-1], re.split("[。！？；\n]", right)[0]


def claims(wording: Wording) -> tuple[Claim, ...]:
    """All claims that the clues make, sorted."""
    text = wording.text
    return tuple(sorted({claim for signs, reader in _READERS if any(sign in text for sign in signs) for claim in reader(wording)}))


# anniversaries

_SPEECH = re.compile(r"(?:招待会|文艺.{0,4}|纪念)?大会|座谈会上|阅兵|重要?讲话|之后|以来")
_PAST = re.compile(r"去年|前年|[0-9]{4}年|曾|当年")
_COMING = re.compile(r"(?:迎接|喜迎|迎来|倒计时|^迎)[^，。]{0,3}$")
_NEXT_YEAR = re.compile(r"明年")
_THIS_YEAR = re.compile(r"今年|本年")
_FEAST = re.compile(r"庆祝|纪念|共庆|欢庆|庆|献礼|致敬|祝贺")


@cache
def _anniversary() -> re.Pattern[str]:
    return re.compile(f"(?<!党)(?P<what>{anchors.kind('anniversary').words})(?P<n>{_NUMERAL})周年")  # 致公党建党: another party's


def _anniversaries(wording: Wording) -> Iterator[Claim]:
    for match in _anniversary().finditer(wording.text):
        anchor, years = anchors.kind("anniversary").anchors[match["what"]], number(match["n"])
        if years:
            yield from _commemorated(wording, match, anchor, years)


def _commemorated(wording: Wording, match: re.Match[str], anchor: anchors.Anchor, years: int) -> Iterator[Claim]:
    before, after = wording.around(match)
    days = [day for base in anchor.days if (day := day_in(base.year + years, base.month, base.day))]
    kind, fact = f"anniversary {match['what']}", f"{match[0]} is {'/'.join(str(day.year) for day in days)} ({anchor.source})"
    if _NEXT_YEAR.search(before):
        yield in_years(kind, f"明年…{match[0]}: {fact}", {day.year - 1 for day in days})
        return
    if not days or _PAST.search(before):
        return
    if _SPEECH.match(after):
        yield since(kind, f"{match[0]}{after[:4]} is spoken of as past: not before {min(days)} ({anchor.source})", min(days))
    elif _COMING.search(before):
        yield Claim(kind, f"{before[-6:]}{match[0]}: ahead of it, {fact}", tuple((day - _YEAR, day) for day in sorted(days)))
    else:
        this_year, feast = _THIS_YEAR.search(before), _FEAST.search(before)
        sure = bool(this_year or (feast and match[0] in wording.titles))
        lead = this_year or feast
        yield in_years(kind, f"{before[lead.start() :] if lead else ''}{match[0]}: {fact}", {day.year for day in days}, hard=sure)


_FOUNDED = re.compile(
    r"(?P<year>(?:18|19|20)[0-9]{2})年[^。；！？0-9]{0,24}?(?:建校|成立|创建|创办|建厂|建院|合并|组建|创刊|建立|开馆)"
    rf"[^。；！？0-9]{{0,24}}?(?P<n>{_NUMERAL})(?:多)?(?:周)?年"
)
_AGE = re.compile(rf"(?:建校|办学|成立|创建|创办|建厂|建院|组建|创刊|建馆|建市|建县|建区|建所|建会)(?P<n>{_NUMERAL})周年")


def _foundings(wording: Wording) -> Iterator[Claim]:
    """建校65周年 beside 1956年由…合并而成，六十五年来…: 2021."""
    match = _AGE.search(wording.titles)
    age = number(match["n"]) if match else None
    years = {int(founded["year"]) for founded in _FOUNDED.finditer(wording.text) if number(founded["n"]) == age}
    if match and age and len(years) == 1:
        year = years.pop()
        yield in_years("founding", f"founded in {year}, now {match[0]} → {year + age}", [year + age])


# the Party's and the state's calendar

_LED_UP = re.compile(r"(?:(?:迎接?|喜迎)|为)$")
_PREPARES = re.compile(r"(?:胜利|顺利|即将)?召开(?:营造|创造|献礼|作|贡献|提供|凝聚|保驾|$)|(?:胜利|顺利|即将)召开|召开|贡献|营造")
_FOLLOWS = re.compile(r"(?:提出的?|确定的|的)?(?:精神|报告|闭幕|以来|战略|决策|部署|关于)|胜利闭幕")
_STUDIES = re.compile(r"(?:学习|宣传|贯彻|落实|学懂)[^，。]{0,4}$")


@cache
def _congress() -> re.Pattern[str]:
    return re.compile(f"(?P<party>中国共产党|中共|党的|(?<=喜迎)|(?<=迎接))(?P<what>{anchors.kind('congress').words})")


def _congresses(wording: Wording) -> Iterator[Claim]:
    for match in _congress().finditer(wording.text):
        anchor = anchors.kind("congress").anchors[match["what"]]
        before, after = wording.around(match)
        kind = f"congress {match['what']}"
        if not anchor.first or not anchor.last or not anchor.called:
            continue
        if _FOLLOWS.match(after) or _STUDIES.search(before):
            yield since(kind, f"党的{match['what']}{after[:2]}: not before the congress of {anchor.first}", anchor.first)
        elif (led := _LED_UP.search(before)) and (led[0] != "为" or _PREPARES.match(after)):
            reason = f"{led[0]}{match[0]}{after[:4]}: ahead of the congress, called on {anchor.called}, held until {anchor.last}"
            yield between(kind, reason, anchor.called, anchor.last)


_DONE = re.compile(r"(?:的)?(?:精神|公报|以来|闭幕|胜利闭幕|上的|期间|作出|提出|指出|强调|部署|确定)")
_AHEAD = re.compile(r"(?:迎接|喜迎|筹备|即将|将于|将在|将向|拟向|提请|建议|准备|决定|召集|召开)[^，。]{0,10}$")
_LEAD = timedelta(days=180)  # so long before it meets a body can be spoken of


def _met(wording: Wording, match: re.Match[str], kind: str, day: date) -> Claim:
    """Not before the day a body met, where it is spoken of as past; else not long before it."""
    before, after = wording.around(match)
    past = (_DONE.match(after) or _STUDIES.search(before)) and not _AHEAD.search(before)
    if past:
        return since(kind, f"{match[0]}{after[:2]}: it has met, not before {day}", day)
    return since(kind, f"{match[0]} is spoken of: not long before {day}", day - _LEAD)


_TERM = "十[一四五六七八九]|二十"
_PLENUM = re.compile(rf"(?<![省市县区州])(?P<term>{_TERM})届(?P<n>[一二三四五六七])中全会")


def _plenums(wording: Wording) -> Iterator[Claim]:
    """全会精神: after it; and, less surely, not much later than the next one."""
    found = dict[tuple[int, int], str]()
    for match in _PLENUM.finditer(wording.text):
        key = (number(match["term"]) or 0, number(match["n"]) or 0)
        if key in anchors.plenums():
            found[key] = match[0]
            yield _met(wording, match, "plenum", anchors.plenums()[key])
    latest = max(found, default=None)
    following = sorted(day for key, day in anchors.plenums().items() if latest and key > latest)
    if latest and following:
        last = following[0] + timedelta(days=180)
        yield until("plenum", f"{found[latest]} is the latest plenum named; the next one closed on {following[0]}", last, hard=False)


_NPC = re.compile(
    r"(?:第)?(?P<term>九|十|十[一二三四五六])届全国(?:人民代表大会|人大)第?(?P<n>[一二三四五])次会议"
    r"|全国政协(?P<term2>九|十|十[一二三四五六])届(?P<n2>[一二三四五])次会议"
)


def _sessions(wording: Wording) -> Iterator[Claim]:
    for match in _NPC.finditer(wording.text):
        term, session = number(match["term"] or match["term2"]), number(match["n"] or match["n2"])
        if not term or not session:
            continue
        opened, following = anchors.sessions().opening(term, session), anchors.sessions().opening(term, session + 1)
        yield _met(wording, match, "session", opened)
        yield until("session", f"{match[0]} was the latest until {following}", following, hard=False)


_STANDING = re.compile(r"(?P<term>九|十|十[一二三四五六])届全国(?:人大|政协)常委会(?:第[一二三四五六七八九十]{1,3}次|党组)?")


def _standing(wording: Wording) -> Iterator[Claim]:
    for match in _STANDING.finditer(wording.text):
        term = number(match["term"])
        if term:
            first, last = anchors.sessions().opening(term, 1), anchors.sessions().opening(term + 1, 1) + timedelta(days=20)
            yield since("term", f"{match[0]}: its term began in {first.year}", first - _LEAD)
            yield until("term", f"{match[0]}: its term ended in {last.year}", last, hard=match[0] in wording.titles)


@cache
def _plan() -> re.Pattern[str]:
    names = "|".join(sorted(anchors.plan_years(), key=lambda name: -len(name)))
    return re.compile(rf"“(?P<plan>{names})”(?:规划|计划|时期)?(?:的)?(?P<what>开局之年|起步之年|收官之年|最后一年|纲要编制|编制)?")


def _plans(wording: Wording) -> Iterator[Claim]:
    for match in _plan().finditer(wording.text):
        first, what = anchors.plan_years()[match["plan"]], match["what"] or ""
        before, _ = wording.around(match)
        yield since("plan", f"“{match['plan']}” ({first}–{first + 4}) is spoken of", date(first - 3, 7, 1))
        if what.endswith("年"):
            year = first if what[0] in "开起" else first + 4
            sure = bool(_THIS_YEAR.search(before)) and not _PAST.search(before)
            yield in_years("plan year", f"“{match['plan']}”{what} is {year}", [year], hard=sure)
        elif what and match[0] in wording.titles:
            yield until("plan", f"{match[0]}: the plan begins with {first}", date(first, 12, 31))


@cache
def _period() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Periods that count where they are spoken of, and those that count only in the name of an event."""
    known = anchors.kind("period").anchors
    held = "|".join(re.escape(word) for word in sorted(known, key=lambda word: (-len(word), word)) if known[word].held)
    spoken = "|".join(re.escape(word) for word in sorted(known, key=lambda word: (-len(word), word)) if not known[word].held)
    return re.compile(spoken), re.compile(held)


def _periods(wording: Wording) -> Iterator[Claim]:
    spoken, held = _period()
    for word in sorted({*spoken.findall(wording.text), *held.findall(wording.titles)}):
        anchor = anchors.kind("period").anchors[word]
        if anchor.first:
            yield since(f"period {anchor.theme}", f"{word}: not before {anchor.first} ({anchor.source})", anchor.first)
        if anchor.last:
            certainly = "not" if anchor.sure else "hardly"
            reason = f"{word}: {certainly} after {anchor.last} ({anchor.source})"
            yield until(f"period {anchor.theme}", reason, anchor.last, hard=anchor.sure)


@cache
def _milestone() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = anchors.kind("milestone").words
    return (
        re.compile(rf"今年(?:又|正|恰|也|正好)?是[^。，；0-9]{{0,6}}(?P<what>{words})(?:祖国)?[^。，；0-9周年]{{0,6}}之?年"),
        re.compile(rf"(?:喜迎|迎接)(?P<what>{words})(?:祖国)?(?![^，。]{{0,3}}周年|[0-9一二三四五六七八九十])"),
    )


def _milestones(wording: Wording) -> Iterator[Claim]:
    named, welcomed = _milestone()
    for match in named.finditer(wording.text):
        anchor = anchors.kind("milestone").anchors[match["what"]]
        yield in_years(f"milestone {match['what']}", f"{match[0]}: {anchor.days[0]} ({anchor.source})", [anchor.days[0].year])
    for match in welcomed.finditer(wording.text):
        day = anchors.kind("milestone").anchors[match["what"]].days[0]
        yield until(f"milestone {match['what']}", f"{match[0]}: ahead of {day}", day)


@cache
def _countdown() -> re.Pattern[str]:
    words = anchors.kind("countdown").words
    return re.compile(rf"(?P<what>{words})(?:开幕式?|开幕|祖国)?(?:进入)?倒计时(?P<n>{_NUMERAL})(?P<unit>天|日|周年)")


def _countdowns(wording: Wording) -> Iterator[Claim]:
    for match in _countdown().finditer(wording.text):
        anchor, left = anchors.kind("countdown").anchors[match["what"]], number(match["n"])
        if not left:
            continue
        if match["unit"] == "周年":
            days = [day for opens in anchor.days if (day := day_in(opens.year - left, opens.month, opens.day))]
        else:
            days = [opens - timedelta(days=left) for opens in anchor.days]
        opened = " or ".join(str(day) for day in anchor.days)
        yield on_days("countdown", f"{match[0]} → {' or '.join(map(str, days))} (opening on {opened})", days, slack=3)


@cache
def _annual() -> re.Pattern[str]:
    words = anchors.kind("annual").words
    return re.compile(rf"第(?P<n>{_NUMERAL})[届次](?P<what>{words})|(?P<what2>{words})第(?P<n2>{_NUMERAL})次(?:会议|会晤|峰会|领导人)")


def _annuals(wording: Wording) -> Iterator[Claim]:
    """第六届进博会: 2023, or the months of preparation before it; a hint only."""
    for match in _annual().finditer(wording.text):
        anchor, count = anchors.kind("annual").anchors[match["what"] or match["what2"]], number(match["n"] or match["n2"])
        before, _ = wording.around(match)
        if not count or not anchor.first or _PAST.search(before):
            continue
        year = anchor.first.year + count - 1
        reason = f"{match[0]} is that of {year} ({anchor.source})"
        yield between("annual", reason, date(year - 1, 7, 1), date(year, 12, 31), hard=False)


@cache
def _disaster() -> re.Pattern[str]:
    return re.compile(anchors.kind("disaster").words)


_LAST_YEAR = re.compile(r"去年(?:的)?(?:特大|重大)?(?:“[0-9·]{3,6}”)?(?:灾害|暴雨|洪涝|地震|事故|爆炸|“[0-9·]{3,6}”)")


def _disasters(wording: Wording) -> Iterator[Claim]:
    found = {anchors.kind("disaster").anchors[word].days[0]: word for word in sorted(set(_disaster().findall(wording.text)))}
    for day, word in sorted(found.items()):
        yield since(f"disaster {word}", f"{word} has happened: not before {day}", day)
    last_year = _LAST_YEAR.search(wording.text)
    if last_year and len(found) == 1:
        [(day, word)] = found.items()
        yield in_years(f"last year {word}", f"{last_year[0]} beside {word} of {day.year} → {day.year + 1}", [day.year + 1])


@cache
def _offices() -> re.Pattern[str]:
    offices = "|".join(sorted({re.escape(tenure.office) for tenure in anchors.tenures()}, key=lambda office: (-len(office), office)))
    names = "|".join(sorted({tenure.holder for tenure in anchors.tenures()}, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![原前副时任])(?P<office>{offices})(?P<name>{names})|(?P<name2>{names})(?P<office2>总理|委员长)")


def _tenures(wording: Wording) -> Iterator[Claim]:
    for printed in sorted({match.group(0, "office", "name", "office2", "name2") for match in _offices().finditer(wording.text)}, key=str):
        office, name = printed[1] or printed[3], printed[2] or printed[4]
        held = [tenure for tenure in anchors.tenures() if tenure.office.endswith(office) and tenure.holder == name]
        if printed[3]:  # 李克强总理, but not 副总理
            held = [tenure for tenure in held if "副" not in tenure.office]
        if held:
            windows = tuple(sorted((tenure.first, tenure.last or END) for tenure in held))
            terms = ", ".join(f"{tenure.first} to {tenure.last or 'now'}" for tenure in held)
            yield Claim(f"office {office}{name}", f"{printed[0]}: in office {terms}", windows)


# the calendar itself

_FEASTS = (  # as printed, in the table, days after the one in the table
    ("除夕", "春节", -1),
    ("正月初一", "春节", 0),
    ("大年初一", "春节", 0),
    ("元宵节", "春节", 14),
    ("端午节", "端午", 0),
    ("中秋节", "中秋", 0),
)
_FEAST_DAY = re.compile(
    r"(?P<month>1[0-2]|[1-9])月(?P<day>[12][0-9]|3[01]|[1-9])日[）)]?，?(?:星期.，?)?(?:是|正值|恰逢)[^，。0-9明昨]{0,5}"
    r"(?P<feast>除夕|正月初一|大年初一|元宵节|端午节|中秋节)(?!前|后|假|将|临)"
)


def _feasts(wording: Wording) -> Iterator[Claim]:
    for match in _FEAST_DAY.finditer(wording.text):
        name, offset = next((table, offset) for feast, table, offset in _FEASTS if feast == match["feast"])
        table = [day + timedelta(days=offset) for day in anchors.lunar(name)]
        printed = (int(match["month"]), int(match["day"]))
        years = [day.year for day in table if (day.month, day.day) == printed]
        outside = [year for year in YEARS if year < table[0].year or year > table[-1].year]
        if years:
            yield in_years("feast", f"{match['feast']} on {printed[0]}月{printed[1]}日: {', '.join(map(str, years))}", years + outside)


_WEEKDAY = re.compile(r"(?P<month>1[0-2]|[1-9])月(?P<day>[12][0-9]|3[01]|[1-9])日[，（(\s]{0,2}星期(?P<weekday>[一二三四五六日天])")


def weekday_claim(month: int, day: int, weekday: int, printed: str) -> Claim:
    """A day of the month that falls on that day of the week (Monday is 0)."""
    years = [year for year in YEARS if (found := day_in(year, month, day)) and found.weekday() == weekday]
    return in_years("weekday", f"{printed}: such a day in {', '.join(map(str, years))}", years)


def weekday_number(printed: str) -> int:
    """一 → 0 … 日, 天 → 6."""
    return "一二三四五六日天".index(printed) if printed != "天" else 6


def _weekdays(wording: Wording) -> Iterator[Claim]:
    for match in _WEEKDAY.finditer(wording.text):
        yield weekday_claim(int(match["month"]), int(match["day"]), weekday_number(match["weekday"]), match[0])


_TITLE = re.compile("《[^》]{0,60}》")
_PRINTED_YEAR = re.compile(
    r"(?<![0-9至到于—“在第-])(?P<year>(?:19|20)[0-9]{2})年"
    r"(?:(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日)?|上半年|下半年|全年|第?[一二三四]季度|以来|底|末)?(?!版|度|远景|前|，?[^，。]{0,8}将|冬奥|北京|[起新春])"
)


_COUNTED_YEAR = re.compile(
    r"(?:自|从)(?P<since>(?:19|20)[0-9]{2})年[^，。0-9]{0,10}以来"
    r"|(?<![0-9至到于—“在第-])(?P<year>(?:19|20)[0-9]{2})年(?:1[0-2]月份?|[1-9]月份?|上半年|全年|第?[一二三四]季度|前三季度)?，?"
    r"[^，。；0-9将拟预计划力争目标要]{0,16}(?:同比增长|比上年增长|完成[0-9]|实现[^，。]{0,6}[0-9]|增长[0-9])"
)


def _printed_years(wording: Wording) -> Iterator[Claim]:
    """The latest year that is printed: hardly before it (titles of plans apart)."""
    text = _TITLE.sub("", wording.text)
    for match in _COUNTED_YEAR.finditer(text):
        year = int(match["year"] or match["since"])
        yield since(f"counted year {year}", f"{match[0]}: figures of {year} are known", date(year, 1, 1))
    years = {int(match["year"]) for match in _PRINTED_YEAR.finditer(text)}
    if years:
        latest = max(years)
        yield since("printed year", f"the latest year in the text is {latest}", date(latest, 1, 1), hard=False)


_READERS = (  # each with the signs without one of which it finds nothing
    (("周年",), _anniversaries),
    (("周年",), _foundings),
    (("大", "全国代表大会"), _congresses),
    (("中全会",), _plenums),
    (("届全国", "全国政协"), _sessions),
    (("届全国",), _standing),
    (("五”",), _plans),
    (("",), _periods),
    (("今年", "喜迎", "迎接"), _milestones),
    (("倒计时",), _countdowns),
    (("第",), _annuals),
    (("",), _disasters),
    (("总理", "主席", "委员长", "书记", "部长"), _tenures),
    (("日",), _feasts),
    (("星期",), _weekdays),
    (("年",), _printed_years),
)
