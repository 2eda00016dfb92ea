<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Report</name>
        <message>
            <source>A written dissent was possible with the summary</source>
            <translation>书面不同意见已在汇总环节征询</translation>
        </message>
        <message>
            <source>Abnormal and low</source>
            <translation>异常打分与低报价处理</translation>
        </message>
        <message>
            <source>Check and sign</source>
            <translation>核对与签署</translation>
        </message>
        <message>
            <source>Checked before signing</source>
            <translation>签署前自动核对</translation>
        </message>
        <message>
            <source>Confirm and sign</source>
            <translation>确认签署</translation>
        </message>
        <message>
            <source>Deemed to agree: not signed in time, no reason given in writing</source>
            <translation>未签署且未书面说明，视为同意</translation>
        </message>
        <message>
            <source>Digest (SHA-256)</source>
            <translation>报告摘要（SHA-256）</translation>
        </message>
        <message>
            <source>Evaluation report</source>
            <translation>评标报告</translation>
        </message>
        <message>
            <source>Fetch the report again</source>
            <translation>重新取回报告</translation>
        </message>
        <message>
            <source>Last page</source>
            <translation>翻到末页</translation>
        </message>
        <message>
            <source>Member {number}</source>
            <translation>评委 {number}</translation>
        </message>
        <message>
            <source>Own sheet in the report</source>
            <translation>本人打分表与报告所载</translation>
        </message>
        <message>
            <source>Please insert your signing key</source>
            <translation>请插入签名 Key</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Progress of signing</source>
            <translation>签署进度</translation>
        </message>
        <message>
            <source>Read to the last page</source>
            <translation>请先阅读至最后一页</translation>
        </message>
        <message>
            <source>Shown and signed</source>
            <translation>可见内容与签署内容</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>签署</translation>
        </message>
        <message>
            <source>Sign the report</source>
            <translation>评标报告签署</translation>
        </message>
        <message>
            <source>Signed, waiting for the others ({done} / {all})</source>
            <translation>已签署，等待其他成员（{done} / {all}）</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签署…</translation>
        </message>
        <message>
            <source>Ten parts of the report</source>
            <translation>报告十项内容</translation>
        </message>
        <message>
            <source>The centre is making the report</source>
            <translation>中心正在生成评标报告</translation>
        </message>
        <message>
            <source>The checks run when the pages are here</source>
            <translation>报告打开后自动核对</translation>
        </message>
        <message>
            <source>The report has not arrived yet</source>
            <translation>正在取回评标报告</translation>
        </message>
        <message>
            <source>Totals and ranks</source>
            <translation>总分与名次复算</translation>
        </message>
        <message>
            <source>Who neither signs nor gives a reason in writing is deemed to agree with the conclusion.</source>
            <translation>拒绝签署又不书面说明理由的，视为同意评标结论</translation>
        </message>
        <message>
            <source>You sign after the other members</source>
            <translation>其他成员签毕后签</translation>
        </message>
        <message>
            <source>as at the centre</source>
            <translation>与中心一致</translation>
        </message>
        <message>
            <source>complete</source>
            <translation>齐全</translation>
        </message>
        <message>
            <source>does not hold {figure}</source>
            <translation>不通过 {figure}</translation>
        </message>
        <message>
            <source>equal</source>
            <translation>逐项一致</translation>
        </message>
        <message>
            <source>evaluation report, digest {head} … {tail}</source>
            <translation>评标报告，摘要 {head} … {tail}</translation>
        </message>
        <message>
            <source>signed since</source>
            <translation>其后有新签名</translation>
        </message>
        <message>
            <source>signs last</source>
            <translation>其他成员签毕后签</translation>
        </message>
        <message>
            <source>the same file</source>
            <translation>同一文件</translation>
        </message>
        <message>
            <source>this seat is number {place}</source>
            <translation>本席第 {place} 位</translation>
        </message>
        <message>
            <source>to sign</source>
            <translation>待签署</translation>
        </message>
        <message>
            <source>unchanged</source>
            <translation>生成后未改动</translation>
        </message>
        <message>
            <source>{figure} on record</source>
            <translation>{figure} 项均有记录</translation>
        </message>
        <message>
            <source>{figure} seats equal</source>
            <translation>{figure} 席位一致</translation>
        </message>
        <message>
            <source>{member} · chair</source>
            <translation>{member} · 组长</translation>
        </message>
        <message>
            <source>{member} · this seat</source>
            <translation>{member} · 本席</translation>
        </message>
        <message>
            <source>{time} deemed to agree</source>
            <translation>{time} 视为同意</translation>
        </message>
        <message>
            <source>{time} signed</source>
            <translation>{time} 已签</translation>
        </message>
    </context>
</TS>
