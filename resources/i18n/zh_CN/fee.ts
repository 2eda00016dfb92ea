<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Fee</name>
        <message>
            <source>1. Your slip</source>
            <translation>一、本人确认单</translation>
        </message>
        <message>
            <source>2. How it was counted</source>
            <translation>二、计算依据</translation>
        </message>
        <message>
            <source>Check your hours and place, and confirm them with your key.</source>
            <translation>请核对评标时长与地点，用本人 Key 签名确认。</translation>
        </message>
        <message>
            <source>Confirm with the key</source>
            <translation>用 Key 签名确认</translation>
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
            <source>Fee</source>
            <translation>劳务费</translation>
        </message>
        <message>
            <source>Fee slip</source>
            <translation>劳务费确认</translation>
        </message>
        <message>
            <source>Hours of attendance</source>
            <translation>评标时长</translation>
        </message>
        <message>
            <source>If a figure is wrong, do not sign: call staff, the centre counts again.</source>
            <translation>如有差错请勿签名，呼叫工作人员，由中心重新计算。</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>评标地点</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签名……</translation>
        </message>
        <message>
            <source>The centre is counting the hours</source>
            <translation>中心正在计算时长</translation>
        </message>
        <message>
            <source>The hours run from your sign-in to the closing of the report, by the centre's clock.</source>
            <translation>时长自签到起至评标报告签署完毕止，以中心时钟为准。</translation>
        </message>
        <message>
            <source>The slip goes to the centre alone. Nobody else at this place sees it.</source>
            <translation>确认单只报送中心，本地其他人员不可见。</translation>
        </message>
        <message>
            <source>They are rounded up to the step of the tariff; the tariff stands in the project's rules.</source>
            <translation>按标准规定的计时单位向上取整；标准见本项目规则。</translation>
        </message>
        <message>
            <source>To be signed: fee slip　digest {digest}</source>
            <translation>将签署：劳务费确认单　摘要 {digest}</translation>
        </message>
        <message>
            <source>by the tariff of the place</source>
            <translation>按所在地标准</translation>
        </message>
        <message>
            <source>fee slip, digest {digest}</source>
            <translation>劳务费确认单，摘要 {digest}</translation>
        </message>
        <message>
            <source>{amount} yuan</source>
            <translation>{amount} 元</translation>
        </message>
        <message>
            <source>{hours} h</source>
            <translation>{hours} 小时</translation>
        </message>
    </context>
</TS>
