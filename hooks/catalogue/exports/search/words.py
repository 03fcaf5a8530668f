"""Text cut into the terms of the index: pairs of Chinese characters, and word stems in Latin script.

No dictionary: every pair of neighbouring characters is a term, so that a word of any length is found by its
pairs. The browser cuts a question in the same way (search-text.js) by the rules that stand here as data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
FOLDED = re.compile(
    rf"[^\x00-\x7f\xb0\xb7\xd7\u2010-\u2027\u2190-\u21ff\u25a0-\u25ff\u3000-\u301f{HAN}\uff01-\uff06\uff08-\uff0f\uff1a-\uff20]"
)
"""What folding may make a letter or a figure of; nearly no page holds any. The others are letters already, or never."""
ACCENT = re.compile("[\u0300-\u036f]")
ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
RUN = re.compile(rf"[{HAN}]+")
WORD = re.compile("[a-z0-9]+(?:['’][a-z]+)?")
PAIR = re.compile("..")
"""Two characters of one line."""

FUNCTION_CHARACTERS = frozenset(
    "的了着是在和与及或也都就把被给让跟对向从到不没有一个这那你我他她它们吗呢啊么之其为以于很又再才只几些哪怎什则且但而若并每各该此您谁得要来去先两"
)
"""Characters that carry grammar more often than a subject: pairs with them weigh little, and are indexed in running
text only where they are frequent enough to be words, as 没有 and 未来; they would be a third of the index."""

_FRAMES = {
    "zh": (
        "怎么办 怎么样 怎么弄 怎么搞 怎么做 怎么 怎样 如何 咋办 咋弄 咋 啥 什么时候 什么样 什么 为什么 为啥 干啥 有啥 哪里 哪儿 哪些 哪个 哪天 "
        "哪种 在哪 去哪 到哪 有没有 能不能 可不可以 可以 能否 是否 行不行 好不好 是不是 要不要 会不会 该不该 该不 多少钱 多少 请问 求助 注意 办法 "
        "应该 需要 想要 希望 我想 我要 我家 我们 咱们 咱 帮我 给我 谁来 谁管 没人管 没有人管 怎么领 哪里领 去哪领 谁能 谁知道 找谁 在家里 家里 天天 整天 成天 每天 每次 经常 一直 "
        "老是 老有人 总是 总有人 总有 有人 有个 有点 的人 别人 人家 他们 自己 太多 太少 这么 那么 还是 还有 已经 正在 特别 非常 真的 实在 "
        "受不了 烦死 气死 吓死 急死 知道 觉得 感觉 打算 准备 最近 下周 这周 本周 马上 时候 地方 东西 事情 一下 一点 一个 一些 "
        "好玩的 活动方案 方案 活动 开展 组织 参加 举办 举行 搞个 搞点 搞 弄个 弄点 弄 办个 办一 做个 做点 来个 安排 内容 社区 小区 居民 大家 "
        "关于 有关 相关 工作 情况 问题 加强 推进 推动 促进 提升 强化 深入 深化 扎实 做好 抓好 抓 机制"
    ),
    "en": (
        "want need get got go going come comes make do does doing done try find found know take put give let use used using "
        "please help someone somebody anyone anybody everyone nobody people person there here never always often every still "
        "too very really much many lot few back next thing something anything everything way time times day days week "
        "start started stop stopped keep idea advice tip problem question tell say ask where which many since near around "
        "activity event organise run hold arrange local community resident area place"
    ),
}
QUESTION_FRAMES = {language: tuple(words.split()) for language, words in _FRAMES.items()}
"""What surrounds the subject of a question; it counts a quarter, unless nothing else is asked."""

FINDER_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "cost=free": "免费 不花钱 不要钱 没钱 没有钱 没经费 没有经费 零经费 零成本",
        "staff=1": "一个人手 一名工作人员",
        "staff=2": "两个人手 两名工作人员 两个人 两人",
        "setting=indoor": "室内 屋里 下雨天 雨天",
        "setting=outdoor": "室外 户外",
        "time=60": "一小时 1小时 一个小时 60分钟",
        "audience=older-people": "老年人 老人 长者",
        "audience=children": "儿童 小朋友 小孩 孩子",
        "audience=teenagers": "青少年",
        "audience=families": "家庭 亲子",
        "": "适合 可以 能搞 能办 能 有什么 搞什么 办什么 什么 做的 搞的 办的 活动",
    },
    "en": {
        "cost=free": "free|no budget|no money|without money|costs nothing",
        "staff=1": "one staff|one organiser",
        "staff=2": "two staff|two people|two organisers",
        "setting=indoor": "indoors?|rainy day",
        "setting=outdoor": "outdoors?",
        "time=60": "one hour|an hour|60 minutes",
        "audience=older-people": "older people|old people|elderly|seniors|pensioners",
        "audience=children": "children|kids",
        "audience=teenagers": "teenagers|teens",
        "audience=families": "families|family",
        "": "activity|activities|ideas|events?|things|something|suitable|with|for",
    },
}
"""What a question may say of the filters of all activities -> the filter in the address; "": what may stand around."""

_ENGLISH = (
    "a an the of and or to in on at for by with from as is are was were be been it its this that these those "
    "there they them their he she his her you your we our us i me my not no do does did so if then than but "
    "into out up down about who whom which what when where how why can could may might must shall should will "
    "would have has had one each any all some more most other only own"
)
ENGLISH_FUNCTION_WORDS = frozenset(_ENGLISH.split())

STEM_RULES: tuple[tuple[str, str], ...] = (
    # plurals
    ("^(.{2,})ies$", "$1y"),
    ("^(.{2,}(?:ss|x|z|ch|sh))es$", "$1"),
    ("^(.{2,}[^su])s$", "$1"),
    # British spelling as American
    ("^(.{3,})our", "$1or"),
    ("^(.{3,})is(e|ed|er|ing|ation)$", "$1iz$2"),
    ("^(.{2,})ys(e|ed|ing)$", "$1yz$2"),
    ("^(.{2,})tre$", "$1ter"),
    ("^(.{2,})ogue$", "$1og"),
    ("^(.{4,})mme$", "$1m"),
    ("^(.{3,})enc(?:e|ed|ing)$", "$1ens"),
    # forms of a word
    ("^(.{3,})at(?:ion|e|ed|ing|or|ive)$", "$1at"),
    ("^(.{2,}t)ion$", "$1"),
    ("^(.{3,})(?:ing|ed)$", "$1"),
    ("^(.{4,})ly$", "$1"),
    ("^(.{4,})(?:ment|ness)$", "$1"),
    ("^(.{4,})er$", "$1"),
    ("^(.{5,})hood$", "$1"),
    ("^(.{2,})e$", "$1"),
    ("^(.{2,})y$", "$1i"),
)
"""Each rule in turn on a word in lower case. Plain enough to mean the same in Python and in a browser."""

_WHOLE = (
    "apartment appointment banner basement better bitter boiler bother business caller career ceiling charter corner counter "
    "customer department dinner drawer driver evening former glasses goods hammer header helper hunger jumper keeper ladder "
    "latter letter litter lonely manner matter member mother news number officer parking pensioner pester planter poster quarter rights rubber "
    "running saying section shelter shoulder shower shutter slipper speaker station statement summer supper teacher winter witness"
)
"""What only looks like a form of another word: a manner is no man, a shower shows nothing."""

_ENDING_IN_E = "bare bite cane care cure fare file fine hate hope kite note paste pile pole quite rate ride role scrape shame site spite stare tape tile tube wine"
"""These keep their e: a bite is no bit."""

_IRREGULAR = (
    "beat beaten|bite bitten|bleed bled|break broken|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|"
    "dig dug|draw drew drawn|drink drank|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fly flew flown|"
    "foot feet|forget forgot forgotten|freeze froze frozen|give gave given|grow grew grown|hang hung|hold held|keep kept|"
    "knife knives|know knew known|lead led|learn learnt|lend lent|lose lost|meet met|mouse mice|pay paid|ride rode ridden|"
    "ring rang rung|run ran|say said|sell sold|send sent|sew sewn|shake shook shaken|sing sang sung|sleep slept|speak spoke spoken|"
    "spend spent|spill spilt|steal stole stolen|swear swore sworn|sweep swept|swim swam swum|take took taken|teach taught|"
    "tear tore torn|tell told|thief thieves|throw threw thrown|tooth teeth|understand understood|wake woke woken|wear wore worn|"
    "wife wives|win won|write wrote written|"
    # One spelling for two.
    "advice advise advises advised advising|curb kerb kerbs|gray grey|math maths|mom mum mums mummy mommy|"
    "practice practise practises practised practising|story storey storeys|tire tyre tyres"
)

_STEMS = tuple((re.compile(pattern), re.sub(r"\$(\d)", r"\\\1", new)) for pattern, new in STEM_RULES)


def _cut(word: str) -> str:
    for pattern, new in _STEMS:
        word = pattern.sub(new, word, count=1)
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdfglmnprtz" else word


def _word_forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {word: (word, f"{word}s", f"{word}es") for word in _WHOLE.split()}
    for word in _ENDING_IN_E.split():
        forms[word] = (word, f"{word}s", f"{word[:-1]}ed", f"{word[:-1]}ing")
    for base, *others in (row.split() for row in _IRREGULAR.split("|")):
        kept = base if base in forms else _cut(base)
        forms[kept] = (*forms.get(kept, ()), *others)
    return forms


WORD_FORMS = _word_forms()
"""Stem -> the words that no rule leads to it; they travel to the browser with the rules."""

_STEM_OF = {form: kept for kept, forms in WORD_FORMS.items() for form in forms}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its grammatical ending and in one spelling: `organising` and `organized` give `organiz`."""
    word = word.partition("'")[0].partition("’")[0]
    return _STEM_OF.get(word) or _cut(word)


def fold(text: str) -> str:
    """Full-width letters and digits as narrow ones, capitals as small, letters without their accents."""
    # Most texts have nothing to fold, and taking letters apart costs as much as all the rest.
    if not FOLDED.search(text):
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    if ACCENTED.search(text):
        text = unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFD", text)))
    return text.lower()


def is_han(term: str) -> bool:
    """Whether a term is a pair of Chinese characters."""
    return term[0] > "\u3000"


def pairs_of(runs: Iterable[str]) -> set[str]:
    """The pairs of neighbouring characters in runs of them."""
    runs = tuple(runs)
    # Those that begin at even places, then the others: a search through many runs is faster than each pair by itself.
    return {*PAIR.findall("\n".join(runs)), *PAIR.findall("\n".join([run[1:] for run in runs]))}


def stems_of(words: Iterable[str], name: bool = False) -> set[str]:
    """The stems of folded words, without those of grammar and short numbers.

    `name`: of a title or alias, which keeps English words that are grammar elsewhere.
    """
    return {
        stem(word)
        for word in words
        if (name or word not in ENGLISH_FUNCTION_WORDS) and (not word.isdigit() or len(word) > 2)
    }


def terms(text: str, name: bool = False) -> set[str]:
    """All terms of a text; `name` as for its stems."""
    text = fold(text)
    return pairs_of(RUN.findall(text)) | stems_of(WORD.findall(text), name)
