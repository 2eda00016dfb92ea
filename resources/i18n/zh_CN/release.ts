<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Release</name>
        <message>
            <source>1. What is wiped</source>
            <translation>一、清除内容</translation>
        </message>
        <message>
            <source>2. Release</source>
            <translation>二、离席</translation>
        </message>
        <message>
            <source>Bid documents</source>
            <translation>投标文件</translation>
        </message>
        <message>
            <source>Bid documents wiped: {count}</source>
            <translation>投标文件已清除：{count} 份</translation>
        </message>
        <message>
            <source>Bid documents: kept encrypted until you confirm</source>
            <translation>投标文件：确认前加密保存在本机</translation>
        </message>
        <message>
            <source>Hours worked</source>
            <translation>评审工时</translation>
        </message>
        <message>
            <source>Keys of the documents</source>
            <translation>文件密钥</translation>
        </message>
        <message>
            <source>Own entries</source>
            <translation>本人录入</translation>
        </message>
        <message>
            <source>Please take your signing key with you. What was seen here stays confidential.</source>
            <translation>请带走签名 Key。评审中知悉的内容应当保密。</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Record of this seat erased: {count} entries</source>
            <translation>本机记录已清除：{count} 条</translation>
        </message>
        <message>
            <source>Release and wipe</source>
            <translation>解散与数据清除</translation>
        </message>
        <message>
            <source>Released</source>
            <translation>已离席</translation>
        </message>
        <message>
            <source>Report closed</source>
            <translation>评审结束</translation>
        </message>
        <message>
            <source>Seats released {done} / {all}</source>
            <translation>已离席 {done} / {all}</translation>
        </message>
        <message>
            <source>Signed in</source>
            <translation>签到时间</translation>
        </message>
        <message>
            <source>Telling the centre, {count} entries to send</source>
            <translation>正在告知中心，待传 {count} 条</translation>
        </message>
        <message>
            <source>The centre has recorded the release</source>
            <translation>中心已记录本席离席</translation>
        </message>
        <message>
            <source>The centre is told afterwards</source>
            <translation>随后告知中心</translation>
        </message>
        <message>
            <source>The centre keeps the signed report and the record; nothing of it depends on this seat.</source>
            <translation>已签署的报告和评审记录由中心保存，不依赖本机。</translation>
        </message>
        <message>
            <source>The centre's record as kept here</source>
            <translation>本机留存的评审记录</translation>
        </message>
        <message>
            <source>The record of this seat is erased last</source>
            <translation>最后清除本机记录</translation>
        </message>
        <message>
            <source>The report is signed. Confirm, and everything of this project is erased on this seat.</source>
            <translation>评标报告已签署完毕。确认后，本机上本项目的全部数据将被清除。</translation>
        </message>
        <message>
            <source>What is wiped cannot be brought back on this seat. The centre holds the record.</source>
            <translation>清除后本机无法恢复；评审记录由中心保存。</translation>
        </message>
        <message>
            <source>Wipe and release</source>
            <translation>清除并离席</translation>
        </message>
        <message>
            <source>Wipe and release the seat</source>
            <translation>清除数据并离席</translation>
        </message>
        <message>
            <source>Wipe this seat now?</source>
            <translation>现在清除本机数据？</translation>
        </message>
        <message>
            <source>Wiping …</source>
            <translation>正在清除…</translation>
        </message>
        <message>
            <source>You may leave the seat</source>
            <translation>可离席</translation>
        </message>
        <message>
            <source>every encrypted copy on this seat</source>
            <translation>本机全部加密副本</translation>
        </message>
        <message>
            <source>names, codes, rulings and the summary</source>
            <translation>名称、编号、裁定与汇总结果</translation>
        </message>
        <message>
            <source>votes, scores and reasons typed here, after the centre holds them all</source>
            <translation>表决、打分与理由；确认中心全部收到后清除</translation>
        </message>
        <message>
            <source>what could still open a copy left anywhere</source>
            <translation>清除后任何残留副本都无法打开</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} 小时 {minutes} 分</translation>
        </message>
    </context>
</TS>
