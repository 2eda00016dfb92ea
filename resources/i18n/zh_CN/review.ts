<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Reading</name>
        <message>
            <source>Fetching the document from the centre: {percent}%</source>
            <translation>正在从评标中心取回文件：{percent}%</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message>
            <source>/ {full} points</source>
            <translation>/ {full} 分</translation>
        </message>
        <message>
            <source>0 to {max} in steps of {step}</source>
            <translation>0–{max} 分，步长 {step} 分</translation>
        </message>
        <message>
            <source>A fact: all members give the same score</source>
            <translation>客观项：全体评委评分须一致</translation>
        </message>
        <message>
            <source>Bid {place} of {count}</source>
            <translation>第 {place} 份，共 {count} 份</translation>
        </message>
        <message>
            <source>Blind</source>
            <translation>盲评</translation>
        </message>
        <message>
            <source>Blind bid {code}</source>
            <translation>暗标 {code}</translation>
        </message>
        <message>
            <source>Bookmark</source>
            <translation>书签</translation>
        </message>
        <message>
            <source>Business</source>
            <translation>商务标</translation>
        </message>
        <message>
            <source>Business part · code and name open</source>
            <translation>商务标 · 编号与名称已公开</translation>
        </message>
        <message>
            <source>Business scores</source>
            <translation>商务标评分</translation>
        </message>
        <message>
            <source>Checked: {value} points (Enter)</source>
            <translation>核对无误，确认 {value} 分（回车）</translation>
        </message>
        <message>
            <source>Correct the entry marked red</source>
            <translation>请先改正标红的一项</translation>
        </message>
        <message>
            <source>Criterion</source>
            <translation>评分项</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>Evidence {number}</source>
            <translation>依据 {number}</translation>
        </message>
        <message>
            <source>Evidence {number}: page {page}, {words}</source>
            <translation>依据 {number}：第 {page} 页，{words}</translation>
        </message>
        <message>
            <source>Evidence: </source>
            <translation>依据：</translation>
        </message>
        <message>
            <source>Filled in by the centre, confirmed by you: {value} points</source>
            <translation>由中心预填 {value} 分，您已核对确认</translation>
        </message>
        <message>
            <source>Filled in by the centre: {value} points. Please check it against the bid.</source>
            <translation>由中心预填 {value} 分，请核对。</translation>
        </message>
        <message>
            <source>Go on to the signature</source>
            <translation>核对无误，去签名锁定</translation>
        </message>
        <message>
            <source>Go to the chapter: {words}</source>
            <translation>转到对应章节：{words}</translation>
        </message>
        <message>
            <source>Insert your key to lock</source>
            <translation>插入签名 Key 后锁定</translation>
        </message>
        <message>
            <source>Lock business scores</source>
            <translation>锁定商务标评分</translation>
        </message>
        <message>
            <source>Lock technical scores</source>
            <translation>锁定技术标评分</translation>
        </message>
        <message>
            <source>Locked {done} / {all}</source>
            <translation>已锁定 {done} / {all}</translation>
        </message>
        <message>
            <source>Locked, waiting for the other members {done} / {all}</source>
            <translation>已锁定，等待其他评委 {done} / {all}</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一份</translation>
        </message>
        <message>
            <source>Next bid</source>
            <translation>评下一份</translation>
        </message>
        <message>
            <source>Not saved</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>批注</translation>
        </message>
        <message>
            <source>One step less</source>
            <translation>减一个步长</translation>
        </message>
        <message>
            <source>One step more</source>
            <translation>加一个步长</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>上一份</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>评分理由</translation>
        </message>
        <message>
            <source>Reason for the score</source>
            <translation>评分理由</translation>
        </message>
        <message>
            <source>Saved {time}</source>
            <translation>已存本机 {time}</translation>
        </message>
        <message>
            <source>Saving …</source>
            <translation>正在保存…</translation>
        </message>
        <message>
            <source>Score for {title}</source>
            <translation>{title}得分</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签名…</translation>
        </message>
        <message>
            <source>Sum</source>
            <translation>小计</translation>
        </message>
        <message>
            <source>Technical part · bidder hidden</source>
            <translation>技术标 · 已隐去投标人信息</translation>
        </message>
        <message>
            <source>Technical scores</source>
            <translation>技术标评分</translation>
        </message>
        <message>
            <source>The centre filled in {value} points; your score differs, with your reason.</source>
            <translation>中心预填 {value} 分，您的评分与之不同，已附理由。</translation>
        </message>
        <message>
            <source>The sheet is locked</source>
            <translation>评分表已锁定</translation>
        </message>
        <message>
            <source>The sheet to be locked</source>
            <translation>将锁定的评分表</translation>
        </message>
        <message>
            <source>This bid</source>
            <translation>本份小计</translation>
        </message>
        <message>
            <source>This is the first bid</source>
            <translation>已是第一份</translation>
        </message>
        <message>
            <source>This is the last bid</source>
            <translation>已是最后一份</translation>
        </message>
        <message>
            <source>needed where it differs from the value filled in</source>
            <translation>与预填值不同时必填</translation>
        </message>
        <message>
            <source>not scored</source>
            <translation>未评</translation>
        </message>
        <message>
            <source>of {max}</source>
            <translation>满分 {max}</translation>
        </message>
        <message>
            <source>of {max}, steps of {step}</source>
            <translation>满分 {max}，步长 {step}</translation>
        </message>
        <message>
            <source>optional, up to 2000 characters</source>
            <translation>选填，不超过 2000 字</translation>
        </message>
        <message>
            <source>p. {page}</source>
            <translation>第 {page} 页</translation>
        </message>
        <message>
            <source>p. {page} {words}</source>
            <translation>第{page}页 {words}</translation>
        </message>
        <message>
            <source>points</source>
            <translation>分</translation>
        </message>
        <message>
            <source>{band}: {text}</source>
            <translation>{band} 分：{text}</translation>
        </message>
        <message>
            <source>{bids} bids, {items} scores. Once signed the sheet can no longer be changed.</source>
            <translation>共 {bids} 份、{items} 项评分。签名锁定后不能再修改。</translation>
        </message>
        <message>
            <source>{code} {name}</source>
            <translation>{code} {name}</translation>
        </message>
        <message>
            <source>{count} items left</source>
            <translation>还有 {count} 项未评</translation>
        </message>
        <message>
            <source>{seat} · member {number}</source>
            <translation>{seat} · 评委 {number}</translation>
        </message>
        <message>
            <source>{sum}</source>
            <translation>{sum} 分</translation>
        </message>
        <message>
            <source>{title}, p. {page}</source>
            <translation>{title}（第 {page} 页）</translation>
        </message>
        <message>
            <source>{title}: {state}</source>
            <translation>{title}：{state}</translation>
        </message>
        <message>
            <source>{value} filled in, to be checked</source>
            <translation>预填 {value}，待核对</translation>
        </message>
        <message>
            <source>{words}, digest {digest}</source>
            <translation>{words}，摘要 {digest}</translation>
        </message>
        <message>
            <source>{words}?</source>
            <translation>{words}？</translation>
        </message>
    </context>
</TS>
