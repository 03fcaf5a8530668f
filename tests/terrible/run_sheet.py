"""A run sheet in which every block is wrong, and the complete list of what the checks say of it."""

PAGE = """---
title: 一塌糊涂的操作单
summary: 每一块都有错
themes: [safety]
audiences: [families]
forms: [lecture]
minutes: 60
lead_days: 7
people: [10, 30]
staff: 2
volunteers: 2
cost: free
setting: indoor
months: [3]
frequency: weekly
difficulty: 1
checked: 2026-11-23
---

## 为什么做 {#why}

__WHY__

## 分工 {#roles}

没有表。

## 物资清单 {#materials}

| 物品 | 每30人数量 |
| --- | --- |
| 纸 | 30张 |

## 时间轴 {#agenda}

### 筹备 {#prepare}

| 提前 | 做什么 | 谁 |
| --- | --- | --- |
| 7天 | 定日子 | 网格员 |

### 当天 {#day}

| 时间 | 环节 | 怎么做 | 谁 |
| --- | --- | --- | --- |
| 0:00–0:10 | 开场 | 说明 | 主持人 |
| 0:15–0:30 | 讨论 | 分组 | 楼栋长 |

### 收尾 {#follow-up}

| 之后 | 做什么 | 谁 |
| --- | --- | --- |
| 次日 | 回访 | 网格员 | 多一格 |

## 现成文字 {#words}

### 群通知 {#notice}

> __NOTICE__

### 主持词 {#host}

> 〔社区名称〕的邻居，大家好。

### 安全告知 {#safety-notice}

> 注意脚下。

### 活动简讯 {#news}

> 活动办完了。

## 表单 {#forms}

### 三问 {#feedback}

## 小技巧 {#tips}

- 只有一条

## 容易失败在哪 {#pitfalls}

## 什么时候不要办 {#when-not}

- 一
- 二

## 变式 {#variants}

### 两个人 {#two-staff}

## 安全与边界 {#safety}

- 无

## 怎么算办好了 {#indicators}

| 指标 | 目标 | 怎么数 | 不收集什么 |
| --- | --- | --- | --- |
| 一 | 1 | 数 | 无 |
| 二 | 2 | 数 | 无 |
| 三 | 3 | 数 | 无 |
| 四 | 4 | 数 | 无 |

## 写进计划 {#plan-line}

一句话。

| 任务 | 牵头 | 配合 | 完成时限 | 量化指标 | 完成标志 |
| --- | --- | --- | --- | --- | --- |
| 办一次 | 网格员 | 志愿者 | 3月 | 1场 | 办过 |

## 出处与核对 {#sources}
""".replace("__WHY__", "说得太多。" * 25).replace("__NOTICE__", "通知太长。" * 31)

MESSAGES = """\
1: block {#links} is missing. Add its heading; eight-donts.md shows the order.
1: the run sheet has 452 Chinese characters, expected 1200 to 2600.
22: {#why} has 125 characters, expected 120 at most.
24: found no table under {#roles}, expected 4 columns.
30: this row of {#materials} has 2 cells, expected 3.
32: this row of {#materials} has 2 cells, expected 3.
44: {#day} has the column '时间', expected 从开始算 | 环节 | 怎么做 | 谁.
47: this part runs 0:15–0:30, expected a start at 0:10.
53: this row of {#follow-up} has 4 cells, expected 3.
59: {#notice} has 155 characters, expected 150 at most.
77: {#tips} has 1 items, expected 2 or more.
81: {#pitfalls} has 0 items, expected 2 or more.
88: {#variants} has 1 headings under it, expected 2 or more.
98: found 4 indicators, expected 3 at most: what is counted costs time.
"""
