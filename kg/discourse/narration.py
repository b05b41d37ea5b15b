"""Sentences by which a report goes back to telling what happened, known by their form alone.

A statement that runs over several sentences ends before such a one: somebody else speaks whose name was not recognised, a group answers,
the meeting itself is the subject, a new day begins, the credits of the paper follow.
"""

import re
from functools import cache

from kg.discourse.context import Context
from kg.mentions.landmarks import landmarks
from kg.model import Sentence
from kg.rules import alternation

_REACH = 90  # characters of a sentence that tell what it is
_TAIL = 20  # and that tell whether it ends in a roll-call


def tells(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence can only be the paper's own report."""
    text = context.text[sentence.begin : sentence.end].lstrip()
    head = text[:_REACH]
    return any(form.match(head) for form in _forms()) or _is_roll_call(text)


def tells_of_stranger(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence tells what somebody said or did whose name was not recognised: 刘文涛校友介绍…, AlanPeng表示…."""
    place = (context.text, sentence.begin, sentence.end)
    if landmarks(context.text).within("stranger", sentence.begin, sentence.end) and _titled().match(*place):
        return True
    return _SPEECH_GIVEN.match(*place) is not None or (_LATIN.search(*place) is not None and _FOREIGN.match(*place) is not None)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return (re.compile(alternation("narrative_openers")), _event_is_subject(), _group_answers(), _titled(), *_FORMS)


@cache
def _event_is_subject() -> re.Pattern[str]:
    """本次论坛还邀请…, 大赛分为…, 本次讲座是…第一讲."""
    wished = r"(?![^，。]{0,4}(?:期待|希望|相信|祝|愿|感谢))"
    which = r"(?:[本此][次届期场]|该|全场|整[场个]|首[届期场]|今年的?|随后的?)?[^，。：；“”《》我要这]{0,10}?"
    first = r"是[^，。]{2,40}(?:第[一二三四五六七八九十\d]{1,3}|首)[讲期场站届次]"
    about = r"以[^，。]{2,60}为(?:主线|主题|题|背景|中心|基础)(?!，(?:契合|具有|很|十分|恰|体现|顺应|反映))"
    does = rf"(?:还|共|最后|先后|也|，){{0,3}}(?:{alternation('narration_does')}|{first}|{about})"
    return re.compile(rf"{wished}{which}(?:{alternation('narration_events')})的?{does}")


_ASKED = r"(?![^，。]{0,8}(?:希望|期待|请|鼓励|号召|呼吁|各位))"


@cache
def _group_answers() -> re.Pattern[str]:
    """同学们纷纷表示…, 各国驻华使节热烈祝贺…."""
    lead = r"(?:最后|随后|会后|同时|此外)?，?[^，。：；“”我要]{0,14}?"
    way = r"[^，。：“”我要]{0,12}?(?:纷纷|一致|均|都|也|还|踊跃|热烈|分别|围绕[^，。]{1,20}|就[^，。]{1,20}|对[^，。]{1,20}){0,3}"
    praise = r"[^。：“”我要]{1,60}给予了?(?:充分|高度|一致|很高|极高)"
    return re.compile(
        rf"{_ASKED}{lead}(?:{alternation('narration_groups')})(?!会)(?:{way}(?:{alternation('narration_answers')})(?!要)|{praise})"
    )


@cache
def _titled() -> re.Pattern[str]:
    """2017级博士生钱小帆同学分享…, 下午，罗教授以…为题."""
    manner = r"(?:也|还|又|则|首先|最后|随后|紧接着|在会上|现场|分别|重点|着重|简要|详细|主要|系统|代表[^，。]{2,12}){0,2}"
    acts = rf"{alternation('narration_acts')}|从[^，。]{{1,12}}(?:角度|方面|层面)|在[^，。]{{0,10}}(?:发言|致辞|演讲|讲话|报告)中"
    acts += r"|[对向][^，。]{2,40}(?:表示|表达|致以|介绍|汇报)"
    who = rf"(?:[^，。：“”我要]{{1,20}}，)?[^，。：“”我要应]{{1,36}}(?:{alternation('narration_titles')}|(?<!总)书记)"
    return re.compile(rf"{_ASKED}{who}{manner}(?:{acts})")


_LATIN = re.compile("[A-Za-z]{3}")
_FOREIGN = re.compile(
    r"[^，。：“”]{0,30}[A-Za-z]{3}[A-Za-z.·\s-]{0,30}(?:先生|女士|教授|博士|（[^（）]{1,20}）)?"
    r"(?:也|还|在[^，。]{1,16})?(?:认为|表示|指出|介绍|说|称|发表|提出|谈|代表|从|就|以|讲|分享|发言|强调|高度)"
)
_SPEECH_GIVEN = re.compile(r"[^，。：“”我要]{2,44}(?:做|作|发表|进行)了?[^，。：]{0,14}(?:发言|致辞|演讲|报告|讲话|点评|总结|授课|讲座)")
_ROLL_CALL = re.compile(
    r"(?:出席|参加|列席|参与|陪同)了?(?:本次|此次|该|上述|这次)?(?:会议|大会|活动|座谈会?|调研|会见|会谈|主题党日活动|(?:启动)?仪式|研讨|论坛)。$"
    r"|作了?(?:总结|交流|表态|典型|大会|主旨|重点|主题)?(?:讲话|发言|报告|说明)。$"
)
_BIDS = re.compile("[要应请]|希望|必须|“")


def _is_roll_call(sentence: str) -> bool:
    """…老师列席了此次活动。: who was there, no one of them known by name."""
    return _ROLL_CALL.search(sentence[-_TAIL:]) is not None and _BIDS.search(sentence) is None


_LEAD = r"(?:最后|同时|此外|随后|接着|另外|之后)?，?"
HE = re.compile(
    rf"{_LEAD}[他她](?!们|山|国|乡|是|的|不|没|要|会|能|可|应)"
)  # whoever spoke goes on, as the paper tells it: 他感谢…, 她结合…
_DAY = r"(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚|中午|傍晚|凌晨)?"
_SAYS = r"宣布|表示|称|说|发表|发布|公布|对|就|在|通过|启动|报道|开始|举行|召开"
_FORMS = (
    re.compile(  # credits, notes, headings
        r"(?:新闻|文字?|图片?|图文|文图|摄影|供稿|推送|编辑|作者|来源|转自|责编|排版|撰稿|审核|校对|监制|通讯员)\s?[|｜丨‖/／:：]"
        r"|(?:注|附)[：:]|附件|【|图为|[（(](?:据|文|图|来源|转自|摘自)?[^（）()。]{2,24}(?:网|编辑|报|摄|供稿|社)[）)]"
    ),
    re.compile(  # 他还提出…, 她以…为例
        rf"{_LEAD}[他她](?:们?还?(?:例举|列举|举例|以[^，。]{{2,24}}为例|着重|回忆|回顾|祝|衷心祝|预祝|(?:再次)?[向对为给][^，。]{{2,40}}(?:表示|致以|送上)"
        r"|特别对|详细|结合自|讲述|介绍了)|[还也](?!是|要|需|应|会|能|将|不)|并(?!不|非|没))"
    ),
    re.compile(r"最后，[^，。：“”我要希]{2,30}(?:组织|填写|颁发|颁奖|宣读|合影|参观|签署|签约|观看)"),
    re.compile(rf"为[^。“]{{4,70}}，(?:\d{{4}}年)?{_DAY}"),  # 为改进…，11月7日
    re.compile(rf"[^，。：“”]{{2,22}}{_DAY}(?:还|也|又|同时|则)?(?:{_SAYS})"),  # 财政部31日宣布
    re.compile(r"(?:上午|下午|当晚|中午|凌晨|傍晚)[^，。]{0,8}，|据[^，。]{2,24}(?:报道|消息|统计数据显示|透露)"),
    re.compile(
        r"(?:接下来|紧接着)|[^，。]{2,8}(?:上半场|下半场|现场)，|[^，。“]{0,12}(?:结束后|过后|结束之后)，|[^，。在“]{2,5}(?:会|式|典礼|论坛|讲座|沙龙)(?:上|后|最后)，(?!我|将|要)"
    ),
    re.compile(r"(?:访学|培训|活动|调研|会议|展会|参观|访问|比赛|大赛|座谈|研讨|论坛|讲座|大会)期间，"),
    re.compile(r"[^，。：“”我要]{0,20}(?:本科生|硕士生|博士生|研究生|记者|观众|家长|听众|学员|网友)[^，。：“”我要]{0,8}(?:提问|问道|发问)"),
    re.compile(r"[^，。]{0,8}的(?:重要)?(?:讲话|回信|贺信)(?:让|使|引发|引起|在[^，。]{0,20}(?:引起|引发|反响))"),
    re.compile(r"[^，。：“”]{4,24}(?:成立于\d{4}年|是[^。“]{0,40}成立的[^，。]{0,12}(?:机构|组织|学院|中心))"),
    re.compile(r"[^，。：“”我]{2,20}(?<![名自简统职俗人堪宣号并可所通美])称(?!为|号|职|赞|颂|得|呼|之|作|心|霸|雄)"),  # 联黎部队称…
)
