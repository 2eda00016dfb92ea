<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Report</name>
        <message>
            <source> · </source>
            <translation> · </translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>A signature does not hold. Do not sign; call technical support.</source>
            <translation>有签名核对不通过。请勿签署，并呼叫技术支持。</translation>
        </message>
        <message>
            <source>Abnormal and low</source>
            <translation>异常打分与低报价处理</translation>
        </message>
        <message>
            <source>After {field}, something besides a signature was changed ({where}). Do not sign; call technical support.</source>
            <translation>“{field}”之后，报告有签名以外的改动（{where}）。请勿签署，并呼叫技术支持。</translation>
        </message>
        <message>
            <source>All have signed, the centre closes the report</source>
            <translation>全体已签署，评标中心正在封存报告</translation>
        </message>
        <message>
            <source>Available when the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Centre · report closed</source>
            <translation>中心 · 归档签名</translation>
        </message>
        <message>
            <source>Centre · report made</source>
            <translation>中心 · 生成报告</translation>
        </message>
        <message>
            <source>Centre · time stamp</source>
            <translation>中心 · 时间戳</translation>
        </message>
        <message>
            <source>Check and sign</source>
            <translation>核对与签署</translation>
        </message>
        <message>
            <source>Check failed: {checks}</source>
            <translation>核对未通过：{checks}</translation>
        </message>
        <message>
            <source>Check failed: {checks}, {count} in all</source>
            <translation>核对未通过：{checks}等 {count} 项</translation>
        </message>
        <message>
            <source>Checked before signing</source>
            <translation>签署前自动核对</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
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
            <source>Every revision added its signature and nothing else.</source>
            <translation>每一稿只增加了签名，报告内容没有任何改动。</translation>
        </message>
        <message>
            <source>Examining the newest revision …</source>
            <translation>正在核对最新一稿…</translation>
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
            <source>Not possible now</source>
            <translation>当前不可用</translation>
        </message>
        <message>
            <source>Not sign the report?</source>
            <translation>不签署评标报告？</translation>
        </message>
        <message>
            <source>Not sign …</source>
            <translation>不签署…</translation>
        </message>
        <message>
            <source>Not sign, with this reason</source>
            <translation>不签署并提交理由</translation>
        </message>
        <message>
            <source>Not sign, without a reason</source>
            <translation>不签署，暂不说明理由</translation>
        </message>
        <message>
            <source>Not signed; your written reason is recorded</source>
            <translation>未签署，书面理由已记录</translation>
        </message>
        <message>
            <source>Not to be signed: changed after signing</source>
            <translation>报告签名后被改动，不能签署</translation>
        </message>
        <message>
            <source>Own sheet in the report</source>
            <translation>本人评分表与报告所载</translation>
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
            <source>Reason for not signing</source>
            <translation>不签署的书面理由</translation>
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
            <source>The certificate on the key cannot sign</source>
            <translation>证书不可用</translation>
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
            <source>The report is not open yet</source>
            <translation>报告尚未打开</translation>
        </message>
        <message>
            <source>Totals and ranks</source>
            <translation>总分与名次复算</translation>
        </message>
        <message>
            <source>What changed since each signature</source>
            <translation>查看签名后的改动</translation>
        </message>
        <message>
            <source>Who neither signs nor gives a reason in writing is deemed to agree with the conclusion.</source>
            <translation>拒绝签署又不书面说明理由的，视为同意评标结论</translation>
        </message>
        <message>
            <source>With a written reason your refusal is printed in the report. Without one you are served a written notice with a deadline; who lets it pass is deemed to agree with the conclusion.</source>
            <translation>写明理由的，理由载入评标报告；不写理由的，评标中心将发出书面通知并给定期限，逾期视为同意评标结论。</translation>
        </message>
        <message>
            <source>Written notice of the centre</source>
            <translation>评标中心书面通知</translation>
        </message>
        <message>
            <source>Written notice: sign or give a reason in writing by {time} ({left} left); after that you are deemed to agree with the conclusion.</source>
            <translation>请于 {time} 前签署或书面说明理由（剩余 {left}），逾期视为同意评标结论。</translation>
        </message>
        <message>
            <source>You sign after the other members</source>
            <translation>其他成员签毕后签</translation>
        </message>
        <message>
            <source>Your written dissent stands in the report; sign it all the same.</source>
            <translation>您的书面不同意见已载入报告，仍请签署。</translation>
        </message>
        <message>
            <source>as at the centre</source>
            <translation>与中心一致</translation>
        </message>
        <message>
            <source>certificate not trusted</source>
            <translation>证书不可信</translation>
        </message>
        <message>
            <source>changed after signing</source>
            <translation>签名后有改动</translation>
        </message>
        <message>
            <source>complete</source>
            <translation>齐全</translation>
        </message>
        <message>
            <source>does not hold</source>
            <translation>签名核对不通过</translation>
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
            <source>not shown on a page</source>
            <translation>不显示在页面上</translation>
        </message>
        <message>
            <source>nothing since</source>
            <translation>其后没有改动</translation>
        </message>
        <message>
            <source>noticed, by {time}</source>
            <translation>已通知，限 {time}</translation>
        </message>
        <message>
            <source>other changes since</source>
            <translation>其后有签名以外的改动</translation>
        </message>
        <message>
            <source>page {number}</source>
            <translation>第 {number} 页</translation>
        </message>
        <message>
            <source>refused in writing</source>
            <translation>书面拒签</translation>
        </message>
        <message>
            <source>revision {number} · unchanged since it was made</source>
            <translation>第 {number} 稿 · 生成后未改动</translation>
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
            <translation>未改动</translation>
        </message>
        <message>
            <source>{count} signatures since, nothing else</source>
            <translation>其后只增加 {count} 个签名</translation>
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
            <source>{member} · deemed to agree</source>
            <translation>{member} · 视为同意记录</translation>
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
