<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Waiting</name>
        <message>
            <source>1. Members of the committee</source>
            <translation>一、评标委员会成员</translation>
        </message>
        <message>
            <source>2. Known before the evaluation begins</source>
            <translation>二、评审前公示</translation>
        </message>
        <message>
            <source>All have signed in; the centre checks the committee</source>
            <translation>全体已签到，评标中心正在核验评委会组成</translation>
        </message>
        <message>
            <source>Evaluation over, you may leave</source>
            <translation>评标结束，可离席</translation>
        </message>
        <message>
            <source>Member {number}</source>
            <translation>评委 {number}</translation>
        </message>
        <message>
            <source>Member {number} · this seat</source>
            <translation>评委 {number} · 本席</translation>
        </message>
        <message>
            <source>Nothing of this project is kept on this seat. Results are announced by the centre; what was seen and said here stays confidential.</source>
            <translation>本机不再保留本项目的任何数据。结果由中心公布；评审中知悉的内容应当保密。</translation>
        </message>
        <message>
            <source>Nothing to do now</source>
            <translation>现在无须操作</translation>
        </message>
        <message>
            <source>Program of this seat</source>
            <translation>本机程序</translation>
        </message>
        <message>
            <source>Rules of this project (SHA-256)</source>
            <translation>本项目评标规则摘要（SHA-256）</translation>
        </message>
        <message>
            <source>Scores, reasons and rejections are recorded under your name and go into the evaluation report; what the law requires of them is published.</source>
            <translation>打分、理由与否决意见均记名留存并写入评标报告；依法应当公开的内容将予公开。</translation>
        </message>
        <message>
            <source>Sealed list of codes (SHA-256)</source>
            <translation>编号对应表封存摘要（SHA-256）</translation>
        </message>
        <message>
            <source>Signed in</source>
            <translation>已签到</translation>
        </message>
        <message>
            <source>Signed in, waiting for the others {done} / {all}</source>
            <translation>已签到，等待其他评委 {done} / {all}</translation>
        </message>
        <message>
            <source>The evaluation is over</source>
            <translation>评标结束</translation>
        </message>
        <message>
            <source>The page goes on by itself when all have signed in. Please stay seated and keep your key in.</source>
            <translation>全体签到后自动进入下一步。请勿离席，签名 Key 保持插入。</translation>
        </message>
        <message>
            <source>The report is signed and handed in; all members have released their seats.</source>
            <translation>评标报告已签署并提交，全体评委均已离席。</translation>
        </message>
        <message>
            <source>You are known to the centre. The undertaking opens when all members have signed in.</source>
            <translation>中心已确认您的身份。全体评委签到后进入回避与纪律承诺。</translation>
        </message>
        <message>
            <source>You may leave the seat; please take your key with you</source>
            <translation>可以离席，请带走签名 Key</translation>
        </message>
        <message>
            <source>version {version}</source>
            <translation>版本 {version}</translation>
        </message>
    </context>
</TS>
