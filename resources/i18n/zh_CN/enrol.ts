<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Enrol</name>
        <message>
            <source>Consent on record, receipt {number}.</source>
            <translation>同意已登记，回执 {number}。</translation>
        </message>
        <message>
            <source>I agree to this, apart from everything else</source>
            <translation>我单独同意上述内容</translation>
        </message>
        <message>
            <source>Identity card read; it may claim this person at sign-in.</source>
            <translation>已读取身份证，签到时可用它表明身份。</translation>
        </message>
        <message>
            <source>Insert the signing key to see whether it names this person.</source>
            <translation>插入签名 Key，核对是否属于此人。</translation>
        </message>
        <message>
            <source>Lay the identity card on the reader</source>
            <translation>请将身份证放在读卡器上</translation>
        </message>
        <message>
            <source>Look straight at the camera</source>
            <translation>请正对摄像头</translation>
        </message>
        <message>
            <source>Put the consent on record</source>
            <translation>登记同意</translation>
        </message>
        <message>
            <source>Read the identity card</source>
            <translation>读取身份证</translation>
        </message>
        <message>
            <source>Register a finger</source>
            <translation>登记手指</translation>
        </message>
        <message>
            <source>Register the face</source>
            <translation>登记人脸</translation>
        </message>
        <message>
            <source>Registered at the centre, version {number}.</source>
            <translation>已在中心登记，版本 {number}。</translation>
        </message>
        <message>
            <source>Registration</source>
            <translation>人员登记</translation>
        </message>
        <message>
            <source>Registration of {person}</source>
            <translation>人员登记：{person}</translation>
        </message>
        <message>
            <source>Sample {taken} of {of}</source>
            <translation>第 {taken} / {of} 次采集</translation>
        </message>
        <message>
            <source>The centre keeps numbers computed from your face or finger, sealed, and a digest of your identity card's number if it is read, to check at sign-in that it is you. Pictures are not kept. You may refuse or withdraw at any time without giving a reason; you then sign in by your key and in other ways.</source>
            <translation>中心将加密保存由您的人脸或指纹计算得到的特征数据，以及读取身份证时其号码的摘要，仅用于签到时核验是否本人，不保存图像。您可随时拒绝或撤回，无须说明理由；届时您可用签名 Key 等其他方式签到。</translation>
        </message>
        <message>
            <source>The impressions are not of one finger; begin again</source>
            <translation>几次采集不是同一个手指，请重新开始</translation>
        </message>
        <message>
            <source>The pictures are not of one person; begin again</source>
            <translation>几次采集不是同一个人，请重新开始</translation>
        </message>
        <message>
            <source>The signing key in the reader names somebody else.</source>
            <translation>读卡器中的签名 Key 属于他人。</translation>
        </message>
        <message>
            <source>The signing key names this person. {valid}</source>
            <translation>读卡器中的签名 Key 属于此人，{valid}</translation>
        </message>
        <message>
            <source>Too few samples; begin again</source>
            <translation>采集次数不足，请重新开始</translation>
        </message>
        <message>
            <source>Withdraw the consent and erase</source>
            <translation>撤回同意并删除</translation>
        </message>
        <message>
            <source>Withdrawn; {count} templates erased. The signing key goes on working.</source>
            <translation>已撤回，删除 {count} 个模板。签名 Key 仍可使用。</translation>
        </message>
    </context>
</TS>
