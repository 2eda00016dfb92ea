<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Sealed</name>
        <message>
            <source>A recount brought a bid back that can no longer be judged.</source>
            <translation>更换评委后重新计票，有投标重新有效而无法再行评审。</translation>
        </message>
        <message>
            <source>All three are needed to open it</source>
            <translation>解封须三者同时到场</translation>
        </message>
        <message>
            <source>At the centre</source>
            <translation>中心核对</translation>
        </message>
        <message>
            <source>Call the staff</source>
            <translation>呼叫工作人员</translation>
        </message>
        <message>
            <source>Centre: the word to go on</source>
            <translation>评标中心：续评指令</translation>
        </message>
        <message>
            <source>Data of this seat</source>
            <translation>本机数据</translation>
        </message>
        <message>
            <source>Evaluation over night</source>
            <translation>隔夜评标</translation>
        </message>
        <message>
            <source>Fault not mended within four hours</source>
            <translation>故障满四小时未恢复</translation>
        </message>
        <message>
            <source>Fault not mended within two hours before the start</source>
            <translation>评标开始前故障满两小时未恢复</translation>
        </message>
        <message>
            <source>Fault of devices or lines</source>
            <translation>设备或线路故障</translation>
        </message>
        <message>
            <source>Fire, power cut: follow the rules of this place; the sealed data does not depend on power.</source>
            <translation>如遇火警、断电等紧急情况，请按场地应急流程处理；本机断电不影响已封存数据。</translation>
        </message>
        <message>
            <source>It is not opened again</source>
            <translation>不再解封</translation>
        </message>
        <message>
            <source>Nothing can be opened here any more. The staff tell you what follows.</source>
            <translation>本机位不能再打开任何内容，后续安排由工作人员告知。</translation>
        </message>
        <message>
            <source>Nothing can be opened meanwhile. All data stays as it was sealed and is compared afterwards.</source>
            <translation>封存期间不能打开任何内容。所有评审数据保持封存时的原样，续评时核对后解封。</translation>
        </message>
        <message>
            <source>Open the seal</source>
            <translation>解封</translation>
        </message>
        <message>
            <source>Open the seal (not yet time)</source>
            <translation>解封（未到时间）</translation>
        </message>
        <message>
            <source>Open the seal ({count} of 3 missing)</source>
            <translation>解封（还差 {count} 项）</translation>
        </message>
        <message>
            <source>Opening …</source>
            <translation>正在解封……</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>封存原因</translation>
        </message>
        <message>
            <source>Recount after a replacement</source>
            <translation>更换评委后重新计票</translation>
        </message>
        <message>
            <source>Sealed at</source>
            <translation>封存时间</translation>
        </message>
        <message>
            <source>Sealed by</source>
            <translation>封存人</translation>
        </message>
        <message>
            <source>Sealed, nobody on duty</source>
            <translation>已封存，无人值守中</translation>
        </message>
        <message>
            <source>The centre says when the evaluation goes on.</source>
            <translation>续评时间由评标中心通知。</translation>
        </message>
        <message>
            <source>The expert of this seat: signing key</source>
            <translation>原席位专家：本人签名 Key</translation>
        </message>
        <message>
            <source>The fault has lasted four hours: another committee is formed.</source>
            <translation>中断已满四小时，另行组建评标委员会。</translation>
        </message>
        <message>
            <source>The fault has lasted two hours before the start: the purchaser decides.</source>
            <translation>评标开始前中断已满两小时，由招标人（采购人）决定如何处理。</translation>
        </message>
        <message>
            <source>This seat is sealed</source>
            <translation>本机位已封存</translation>
        </message>
        <message>
            <source>Until the evaluation goes on</source>
            <translation>距续评开始</translation>
        </message>
        <message>
            <source>Until the limit of the fault</source>
            <translation>距故障时限</translation>
        </message>
        <message>
            <source>What follows</source>
            <translation>后续处理</translation>
        </message>
        <message>
            <source>Witness of the place: recorded at the centre</source>
            <translation>场地见证人员：由中心登记到场</translation>
        </message>
        <message>
            <source>encrypted, cannot be read while sealed</source>
            <translation>已加密，封存期间不可读取</translation>
        </message>
        <message>
            <source>not connected; {count} entries still to be sent</source>
            <translation>未连接；尚有 {count} 条待传</translation>
        </message>
        <message>
            <source>opening of this seat</source>
            <translation>本机位解封</translation>
        </message>
        <message>
            <source>received, nothing left to send ({time})</source>
            <translation>{time} 已收齐，待传 0 条</translation>
        </message>
        <message>
            <source>the centre</source>
            <translation>评标中心</translation>
        </message>
        <message>
            <source>the centre, on a motion of the committee</source>
            <translation>评标中心（依评标委员会动议）</translation>
        </message>
        <message>
            <source>the expert of this seat</source>
            <translation>本席专家</translation>
        </message>
        <message>
            <source>this seat by itself, at the limit</source>
            <translation>本机位到时自动封存</translation>
        </message>
        <message>
            <source>{count} entries still to be sent</source>
            <translation>尚有 {count} 条待传</translation>
        </message>
        <message>
            <source>{day} {time}: may be opened from then on</source>
            <translation>{day} {time} 起可解封</translation>
        </message>
        <message>
            <source>{day} {time}: sealed for good from then on</source>
            <translation>{day} {time} 仍未恢复则不再解封</translation>
        </message>
    </context>
</TS>
