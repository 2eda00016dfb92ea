<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Discipline</name>
        <message>
            <source>1. Discipline</source>
            <translation>一、评标纪律</translation>
        </message>
        <message>
            <source>1. Judge in person, independently and by the criteria of the tender alone.</source>
            <translation>一、本人独立评审，只依据招标文件规定的评标标准和方法，不使用招标文件以外的标准。</translation>
        </message>
        <message>
            <source>2. Contact nobody from outside during the evaluation; call staff from this seat only.</source>
            <translation>二、评标期间不与外界联系；需要帮助时只从本机位呼叫工作人员。</translation>
        </message>
        <message>
            <source>2. Phones and other devices</source>
            <translation>二、通讯工具寄存</translation>
        </message>
        <message>
            <source>3. Do not discuss subjective scores with other members, do not ask for them and do not tell yours.</source>
            <translation>三、不协商主观分，不打听他人评分，也不透露本人评分。</translation>
        </message>
        <message>
            <source>4. Tell nobody bidders, scores, candidates or anything else of the evaluation, now or later.</source>
            <translation>四、不向任何人透露投标人、评分、中标候选人以及与评标有关的其他情况，评标结束后亦同。</translation>
        </message>
        <message>
            <source>5. Do not try to find out whose a coded bid is. Write no name into reasons or questions.</source>
            <translation>五、不设法打听暗标编号对应的投标人，不在理由和问题中写入任何名称。</translation>
        </message>
        <message>
            <source>6. Do not leave the seat without leave; copy, photograph and take away nothing.</source>
            <translation>六、未经同意不离开机位；不复制、不拍摄、不带走任何评标资料。</translation>
        </message>
        <message>
            <source>7. Take nothing from bidders or intermediaries. If you know a reason to stand aside, say so at once.</source>
            <translation>七、不收受投标人、中介人、其他利害关系人的财物或者其他好处；知悉应当回避的情形，立即提出。</translation>
        </message>
        <message>
            <source>8. Image and sound of this seat are recorded from sign-in to release. Who breaks the discipline is replaced, loses the conclusions made so far, and answers for it before the law.</source>
            <translation>八、自签到至离席，本机位全程录音录像。违反纪律的，予以更换，其已作出的评审结论无效，并依法承担责任。</translation>
        </message>
        <message>
            <source>Acknowledged {done} / {all}</source>
            <translation>已确认 {done} / {all}</translation>
        </message>
        <message>
            <source>Acknowledged, waiting for the others ({done} / {all})</source>
            <translation>已确认，等待其他评委（{done} / {all}）</translation>
        </message>
        <message>
            <source>Discipline and phone deposit</source>
            <translation>评标纪律与手机寄存</translation>
        </message>
        <message>
            <source>Discipline of the evaluation</source>
            <translation>评标纪律</translation>
        </message>
        <message>
            <source>I have no phone or other device with me</source>
            <translation>未携带手机或其他通讯工具</translation>
        </message>
        <message>
            <source>I have read this and will keep to it</source>
            <translation>我已阅读并将遵守</translation>
        </message>
        <message>
            <source>No connection: kept here and sent when it is back</source>
            <translation>线路中断：已在本机保存，恢复后自动发送</translation>
        </message>
        <message>
            <source>Number of the box the phone lies in</source>
            <translation>手机寄存柜号</translation>
        </message>
        <message>
            <source>Phone and devices are handed in, switched off</source>
            <translation>手机等通讯工具已关机并寄存</translation>
        </message>
        <message>
            <source>Phones, watches, tablets, computers and recorders lie in a locked box.</source>
            <translation>手机、智能手表、平板、电脑和录音录像设备均已锁入寄存柜。</translation>
        </message>
        <message>
            <source>Please read to the end first</source>
            <translation>请先读至末尾</translation>
        </message>
        <message>
            <source>Please say where your phone is</source>
            <translation>请说明手机放在何处</translation>
        </message>
        <message>
            <source>Please write the number of the box</source>
            <translation>请填写寄存柜号</translation>
        </message>
        <message>
            <source>Read the discipline of the evaluation, say where your phone is, and confirm.</source>
            <translation>阅读评标纪律，说明通讯工具的寄存情况，然后确认。</translation>
        </message>
        <message>
            <source>Rules of this project (SHA-256)</source>
            <translation>本项目规则（SHA-256）</translation>
        </message>
        <message>
            <source>Saving …</source>
            <translation>正在保存……</translation>
        </message>
        <message>
            <source>Text of the discipline</source>
            <translation>评标纪律正文</translation>
        </message>
        <message>
            <source>The staff at the door have checked it.</source>
            <translation>入口处工作人员已核验。</translation>
        </message>
        <message>
            <source>Version of this program</source>
            <translation>客户端版本</translation>
        </message>
        <message>
            <source>What this seat runs on</source>
            <translation>本机位的运行依据</translation>
        </message>
        <message>
            <source>What you score and write is recorded under your name and published as the law requires.</source>
            <translation>您的评分与理由将记名留存，并依法公示。</translation>
        </message>
        <message>
            <source>number on the box</source>
            <translation>柜门上的编号</translation>
        </message>
    </context>
</TS>
