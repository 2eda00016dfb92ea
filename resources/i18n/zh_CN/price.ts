<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Price</name>
        <message>
            <source>Benchmark price</source>
            <translation>评标基准价</translation>
        </message>
        <message>
            <source>Bidder</source>
            <translation>投标人</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Codes are opened: code and name</source>
            <translation>编号已揭示 · 编号与名称对应</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Confirm the price points</source>
            <translation>确认报价得分</translation>
        </message>
        <message>
            <source>Confirm the price points?</source>
            <translation>确认报价得分？</translation>
        </message>
        <message>
            <source>Confirmed {done} / {all}</source>
            <translation>已确认 {done} / {all}</translation>
        </message>
        <message>
            <source>Confirmed, waiting for the others ({done} / {all})</source>
            <translation>已确认，等待其他评委（{done} / {all}）</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>偏差</translation>
        </message>
        <message>
            <source>Evaluated price</source>
            <translation>评标价（元）</translation>
        </message>
        <message>
            <source>Highest out: {codes}</source>
            <translation>去最高：{codes}</translation>
        </message>
        <message>
            <source>Lowest out: {codes}</source>
            <translation>去最低：{codes}</translation>
        </message>
        <message>
            <source>Points of {code}</source>
            <translation>{code} 报价得分</translation>
        </message>
        <message>
            <source>Price in figures</source>
            <translation>报价（小写）</translation>
        </message>
        <message>
            <source>Price in words</source>
            <translation>报价（大写）</translation>
        </message>
        <message>
            <source>Price review</source>
            <translation>报价评审</translation>
        </message>
        <message>
            <source>Prices</source>
            <translation>投标报价表</translation>
        </message>
        <message>
            <source>Saving …</source>
            <translation>正在保存…</translation>
        </message>
        <message>
            <source>Show me the sum</source>
            <translation>算给我看</translation>
        </message>
        <message>
            <source>The lowest of {count} valid prices</source>
            <translation>{count} 份有效报价中的最低价</translation>
        </message>
        <message>
            <source>Then the summary follows</source>
            <translation>全体确认后进入汇总</translation>
        </message>
        <message>
            <source>Where words and figures differ the words count. The program computes the points.</source>
            <translation>大写金额与小写金额不一致的，以大写金额为准。报价得分由程序按招标文件公式计算，无须填写。</translation>
        </message>
        <message>
            <source>Your confirmation covers these evaluated prices and cannot be taken back.</source>
            <translation>本人确认以下评标价和报价得分，确认后不可撤回。</translation>
        </message>
        <message>
            <source>step by step</source>
            <translation>逐步可核对</translation>
        </message>
        <message>
            <source>words count</source>
            <translation>大写优先，已更正</translation>
        </message>
        <message>
            <source>{code} {name}, evaluated price {price}, points {points}</source>
            <translation>{code} {name}，评标价 {price} 元，得分 {points}</translation>
        </message>
        <message>
            <source>{count} corrected: words count</source>
            <translation>{count} 份大小写不一致，已按大写更正</translation>
        </message>
    </context>
</TS>
