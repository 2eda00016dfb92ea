<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Undertaking</name>
        <message>
            <source>1. Undertaking</source>
            <translation>一、承诺书</translation>
        </message>
        <message>
            <source>2. Bidders and declaration</source>
            <translation>二、投标人名单与回避声明</translation>
        </message>
        <message>
            <source>Another member has taken your place. What you did is kept on record and no longer counts. You may leave the seat; please take your key with you.</source>
            <translation>已由其他评委接替。您此前的意见留存在案，不再计入。您可以离席，请带走签名 Key。</translation>
        </message>
        <message>
            <source>Apply and sign</source>
            <translation>申请回避并签名</translation>
        </message>
        <message>
            <source>Apply for recusal?</source>
            <translation>申请回避？</translation>
        </message>
        <message>
            <source>Ground: {bidder}</source>
            <translation>回避情形：{bidder}</translation>
        </message>
        <message>
            <source>Name the bidder and the ground; staff are told to replace you, and you will see no bid.</source>
            <translation>选后须指明投标人与情形；将通知工作人员更换评委，您不会看到任何投标文件。</translation>
        </message>
        <message>
            <source>No close relative, post, shares, paid work in three years or other economic interest.</source>
            <translation>无近亲属、任职、持股、近三年劳务或其他经济利益关系。</translation>
        </message>
        <message>
            <source>No interest in any bidder above, no recusal</source>
            <translation>与上述投标人均无利害关系，无须回避</translation>
        </message>
        <message>
            <source>Only names stand here, no blind codes; codes are drawn after all have finished this step.</source>
            <translation>此处只列名称，不含任何暗标编号；编号在本步骤全体完成之后才由中心生成。</translation>
        </message>
        <message>
            <source>Please choose one</source>
            <translation>请选择其一</translation>
        </message>
        <message>
            <source>Please choose one of the two</source>
            <translation>请选择其一</translation>
        </message>
        <message>
            <source>Please read to the end first</source>
            <translation>请先读至末尾</translation>
        </message>
        <message>
            <source>Please tick the bidder concerned</source>
            <translation>请勾选所涉投标人</translation>
        </message>
        <message>
            <source>Please write the ground</source>
            <translation>请填写回避情形</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Read the undertaking, check the bidders' names, declare, and sign with your own key.</source>
            <translation>请读完承诺书，核对投标人名单后作出声明，并用本人签名 Key 签署。</translation>
        </message>
        <message>
            <source>Recusal applied for</source>
            <translation>已申请回避</translation>
        </message>
        <message>
            <source>Sign with the key and submit</source>
            <translation>用 Key 签名并提交</translation>
        </message>
        <message>
            <source>Signed by: own signing key　　{day}</source>
            <translation>承诺人：以本人签名 Key 签署　　　{day}</translation>
        </message>
        <message>
            <source>Signed, waiting for the others ({done} / {all})</source>
            <translation>已签署，等待其他评委（{done} / {all}）</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签名 …</translation>
        </message>
        <message>
            <source>Staff and the centre have been told; a replacement is being arranged. This seat shows no bid document. You may leave the seat; please take your key with you.</source>
            <translation>已通知工作人员与评标中心更换评委。本席不再显示任何投标文件。您可以离席，请带走签名 Key。</translation>
        </message>
        <message>
            <source>Text of the undertaking</source>
            <translation>承诺书正文</translation>
        </message>
        <message>
            <source>The seat then locks, staff and centre are told, and you will see no bid document.</source>
            <translation>提交后本席锁定，通知工作人员与评标中心，您不会看到任何投标文件。</translation>
        </message>
        <message>
            <source>There is a reason for recusal</source>
            <translation>存在应当回避的情形</translation>
        </message>
        <message>
            <source>This seat is locked</source>
            <translation>本席已锁定</translation>
        </message>
        <message>
            <source>To be signed: undertaking and declaration</source>
            <translation>将签署：承诺书与回避声明</translation>
        </message>
        <message>
            <source>To be signed: undertaking and declaration　digest {digest}</source>
            <translation>将签署：承诺书与回避声明　摘要 {digest}</translation>
        </message>
        <message>
            <source>Undertaking and recusal</source>
            <translation>承诺与回避</translation>
        </message>
        <message>
            <source>Undertaking of the evaluation expert</source>
            <translation>评标专家承诺书</translation>
        </message>
        <message>
            <source>You have left this evaluation</source>
            <translation>您已退出本次评标</translation>
        </message>
        <message>
            <source>close relative, post, shares, paid work in three years, …</source>
            <translation>近亲属、任职、持股、近三年劳务或其他经济利益关系</translation>
        </message>
        <message>
            <source>undertaking and declaration, digest {digest}</source>
            <translation>承诺书与回避声明，摘要 {digest}</translation>
        </message>
        <message>
            <source>{count} bidders in the order of names</source>
            <translation>共 {count} 家，按名称音序排列</translation>
        </message>
    </context>
</TS>
