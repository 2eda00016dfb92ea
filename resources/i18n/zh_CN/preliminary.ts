<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Preliminary</name>
        <message>
            <source>/ {total} items</source>
            <translation>/ {total} 项</translation>
        </message>
        <message>
            <source>1 item chosen</source>
            <translation>选中 1 项</translation>
        </message>
        <message>
            <source>All items are closed</source>
            <translation>全部表决完毕</translation>
        </message>
        <message>
            <source>Back to the table</source>
            <translation>返回评审表</translation>
        </message>
        <message>
            <source>Bidder (in the order of names)</source>
            <translation>投标人（按名称排列）</translation>
        </message>
        <message>
            <source>Blind items follow by code</source>
            <translation>暗标项在下一步按暗标编号表决，本页不显示</translation>
        </message>
        <message>
            <source>Business file</source>
            <translation>商务标文件</translation>
        </message>
        <message>
            <source>Business part, short</source>
            <translation>商务</translation>
        </message>
        <message>
            <source>Change my vote on this item</source>
            <translation>修改本项表决</translation>
        </message>
        <message>
            <source>Choose pass or fail</source>
            <translation>请选择通过或不通过</translation>
        </message>
        <message>
            <source>Closed: {passes} passed it, {fails} failed it</source>
            <translation>本项已表决完毕：通过 {passes}，不通过 {fails}</translation>
        </message>
        <message>
            <source>Collusion, fraud, bribery or another unlawful act</source>
            <translation>投标人有串通投标、弄虚作假、行贿等违法行为</translation>
        </message>
        <message>
            <source>Fail</source>
            <translation>不通过</translation>
        </message>
        <message>
            <source>Failed only ({count})</source>
            <translation>只看不通过（{count}）</translation>
        </message>
        <message>
            <source>Failure formed</source>
            <translation>已形成的不通过意见</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>形式评审</translation>
        </message>
        <message>
            <source>I failed</source>
            <translation>本席不通过</translation>
        </message>
        <message>
            <source>I passed</source>
            <translation>本席通过</translation>
        </message>
        <message>
            <source>Kept here, not sent</source>
            <translation>已存本机，尚未提交</translation>
        </message>
        <message>
            <source>No vote</source>
            <translation>不再表决</translation>
        </message>
        <message>
            <source>Not failed</source>
            <translation>未形成不通过意见</translation>
        </message>
        <message>
            <source>Nothing to vote on here</source>
            <translation>本项无需表决</translation>
        </message>
        <message>
            <source>Open part · by name</source>
            <translation>公开部分 · 按名称</translation>
        </message>
        <message>
            <source>Pass</source>
            <translation>通过</translation>
        </message>
        <message>
            <source>Preliminary review</source>
            <translation>初步评审</translation>
        </message>
        <message>
            <source>Qualification</source>
            <translation>资格评审</translation>
        </message>
        <message>
            <source>Qualification part, short</source>
            <translation>资格</translation>
        </message>
        <message>
            <source>Qualifications</source>
            <translation>资格审查文件</translation>
        </message>
        <message>
            <source>Reason for failing</source>
            <translation>不通过的理由</translation>
        </message>
        <message>
            <source>Rejected: {count} items failed</source>
            <translation>否决：{count} 项不通过</translation>
        </message>
        <message>
            <source>Responsiveness</source>
            <translation>响应性评审</translation>
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
            <source>Submit my vote on this item</source>
            <translation>提交本项表决</translation>
        </message>
        <message>
            <source>Take a ground for rejection</source>
            <translation>选用否决情形</translation>
        </message>
        <message>
            <source>The bid bears neither the bidder's seal nor a signature</source>
            <translation>投标文件未经投标单位盖章和单位负责人签字</translation>
        </message>
        <message>
            <source>The bid does not respond to a substantive requirement</source>
            <translation>投标文件没有对招标文件的实质性要求和条件作出响应</translation>
        </message>
        <message>
            <source>The bid is rejected on another item; this one is no longer voted on</source>
            <translation>该投标已因其他项被否决，本项不再表决</translation>
        </message>
        <message>
            <source>The bidder does not meet the required qualifications</source>
            <translation>投标人不符合国家或者招标文件规定的资格条件</translation>
        </message>
        <message>
            <source>The bidder handed in two or more bids or prices</source>
            <translation>同一投标人提交两个以上不同的投标文件或者投标报价</translation>
        </message>
        <message>
            <source>The consortium handed in no joint bidding agreement</source>
            <translation>投标联合体没有提交共同投标协议</translation>
        </message>
        <message>
            <source>The price lies below cost or above the published ceiling</source>
            <translation>投标报价低于成本或者高于招标文件设定的最高投标限价</translation>
        </message>
        <message>
            <source>This seat</source>
            <translation>本席进度</translation>
        </message>
        <message>
            <source>To vote</source>
            <translation>待表决</translation>
        </message>
        <message>
            <source>To vote only ({count})</source>
            <translation>只看待表决（{count}）</translation>
        </message>
        <message>
            <source>Vote</source>
            <translation>表决</translation>
        </message>
        <message>
            <source>Voted, may still be changed</source>
            <translation>已表决，全体表决前可修改</translation>
        </message>
        <message>
            <source>Waiting for the others ({count} items)</source>
            <translation>本席已全部表决，等待其他评委（{count} 项）</translation>
        </message>
        <message>
            <source>Write the reason</source>
            <translation>请填写理由</translation>
        </message>
        <message>
            <source>Yellow: votes are missing</source>
            <translation>底色为黄：尚有评委未表决</translation>
        </message>
        <message>
            <source>fail {fails} : pass {passes}</source>
            <translation>不通过 {fails} : 通过 {passes}</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>形成不通过</translation>
        </message>
        <message>
            <source>failed, {count} bids rejected</source>
            <translation>形成不通过，否决 {count} 家</translation>
        </message>
        <message>
            <source>here {count}</source>
            <translation>待本席 {count} 项</translation>
        </message>
        <message>
            <source>in the vote, {count} of them here</source>
            <translation>表决中，其中待本席 {count} 项</translation>
        </message>
        <message>
            <source>items to vote on</source>
            <translation>应表决项</translation>
        </message>
        <message>
            <source>items to vote on (blind ones left out)</source>
            <translation>应表决项（不含暗标项）</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>已通过</translation>
        </message>
        <message>
            <source>passed by all votes</source>
            <translation>全体已通过</translation>
        </message>
        <message>
            <source>rejected</source>
            <translation>已否决</translation>
        </message>
        <message>
            <source>required, stands in the report</source>
            <translation>不通过时必填，将公示</translation>
        </message>
        <message>
            <source>to vote on</source>
            <translation>应表决项</translation>
        </message>
        <message>
            <source>voted on by code, not on this page</source>
            <translation>按编号表决，本页不显示</translation>
        </message>
        <message>
            <source>voted {cast} / {all}</source>
            <translation>已表决 {cast} / {all}</translation>
        </message>
        <message>
            <source>{bid} · {item}</source>
            <translation>{bid} · {item}</translation>
        </message>
        <message>
            <source>{bid}, {item}: {state} {detail}</source>
            <translation>{bid}，{item}：{state} {detail}</translation>
        </message>
        <message>
            <source>{count} items left for this seat</source>
            <translation>还有 {count} 项待本席表决</translation>
        </message>
        <message>
            <source>{fails} : {passes} formed</source>
            <translation>{fails} : {passes} 已形成</translation>
        </message>
        <message>
            <source>{seat} · member {number}</source>
            <translation>{seat} · 评委 {number}</translation>
        </message>
    </context>
</TS>
