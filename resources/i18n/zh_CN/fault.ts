<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Fault</name>
        <message>
            <source>A disturbance of this seat</source>
            <translation>本机位发生故障，提请休会封存</translation>
        </message>
        <message>
            <source>All members vote on it. If it is carried, the centre seals every seat.</source>
            <translation>由全体评委表决；通过后由评标中心统一封存各机位。</translation>
        </message>
        <message>
            <source>All your work is on this seat and is sent by itself afterwards; nothing is to be done twice.</source>
            <translation>您的工作都在本机，恢复连接后自动补传，不必重做。</translation>
        </message>
        <message>
            <source>Ask for sealing</source>
            <translation>请求封存</translation>
        </message>
        <message>
            <source>Ask the committee to seal?</source>
            <translation>提请评标委员会封存？</translation>
        </message>
        <message>
            <source>Asked for, the committee votes on it</source>
            <translation>已提请，由评标委员会表决</translation>
        </message>
        <message>
            <source>Back to work</source>
            <translation>返回评审</translation>
        </message>
        <message>
            <source>Back to work: {place}</source>
            <translation>返回评审：{place}</translation>
        </message>
        <message>
            <source>Before the start: not mended in {hours} hours, the purchaser decides.</source>
            <translation>评标开始前中断满 {hours} 小时未恢复，由招标人（采购人）决定如何处理。</translation>
        </message>
        <message>
            <source>Calling through the centre</source>
            <translation>经中心呼叫</translation>
        </message>
        <message>
            <source>Connection is back</source>
            <translation>连接已恢复</translation>
        </message>
        <message>
            <source>Connection lost, you can go on</source>
            <translation>连接中断，您可以继续评审</translation>
        </message>
        <message>
            <source>Connection with the centre lost; this seat works on its own</source>
            <translation>与评标中心的连接中断，转为本机工作</translation>
        </message>
        <message>
            <source>Declarations and confirmations</source>
            <translation>声明与确认</translation>
        </message>
        <message>
            <source>Disk nearly full, {count} MB left</source>
            <translation>磁盘空间不足，剩余 {count} MB</translation>
        </message>
        <message>
            <source>Goes on</source>
            <translation>可以继续</translation>
        </message>
        <message>
            <source>Locking a sheet</source>
            <translation>锁定评分表</translation>
        </message>
        <message>
            <source>No limit runs now.</source>
            <translation>当前没有计时。</translation>
        </message>
        <message>
            <source>Not mended in {hours} hours, all is sealed and another committee is formed.</source>
            <translation>满 {hours} 小时未恢复，全部数据封存，另行组建评标委员会。</translation>
        </message>
        <message>
            <source>Not possible in this stage</source>
            <translation>本阶段不能提出</translation>
        </message>
        <message>
            <source>Not possible now</source>
            <translation>暂时不可用</translation>
        </message>
        <message>
            <source>Nothing waits.</source>
            <translation>没有待传内容。</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Power is back</source>
            <translation>市电已恢复</translation>
        </message>
        <message>
            <source>Power lost, on battery ({count}%)</source>
            <translation>市电中断，改用电池（{count}%）</translation>
        </message>
        <message>
            <source>Progress of the others</source>
            <translation>他人进度</translation>
        </message>
        <message>
            <source>Put the motion</source>
            <translation>提出动议</translation>
        </message>
        <message>
            <source>Reading and comparing</source>
            <translation>阅读标书、对照</translation>
        </message>
        <message>
            <source>Results of votes</source>
            <translation>表决结果</translation>
        </message>
        <message>
            <source>Room on the disk again, {count} MB</source>
            <translation>磁盘空间已恢复，剩余 {count} MB</translation>
        </message>
        <message>
            <source>Scores and reasons</source>
            <translation>评分与理由</translation>
        </message>
        <message>
            <source>Technical support has to come. What you type is kept on this seat at once.</source>
            <translation>请呼叫技术支持到场处理。您录入的内容随写随存本机。</translation>
        </message>
        <message>
            <source>The connection is back</source>
            <translation>连接已恢复</translation>
        </message>
        <message>
            <source>The disk of this seat is nearly full</source>
            <translation>本机磁盘空间不足</translation>
        </message>
        <message>
            <source>The seat runs on its battery</source>
            <translation>本机位正使用电池供电</translation>
        </message>
        <message>
            <source>To be sent</source>
            <translation>待上传</translation>
        </message>
        <message>
            <source>To break the evaluation off the committee votes and the centre seals all seats; nobody seals a seat alone.</source>
            <translation>需要中止评审时，由评标委员会表决、评标中心统一封存；任何人不能单独封存机位。</translation>
        </message>
        <message>
            <source>Try no. {count}, no answer</source>
            <translation>第 {count} 次重试，未接通</translation>
        </message>
        <message>
            <source>Undertaking, summary, report</source>
            <translation>承诺书、汇总确认、报告签署</translation>
        </message>
        <message>
            <source>Until everything is sealed</source>
            <translation>距封存还有</translation>
        </message>
        <message>
            <source>Votes</source>
            <translation>表决</translation>
        </message>
        <message>
            <source>Votes, scores and reasons</source>
            <translation>表决、打分与写理由</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>经过</translation>
        </message>
        <message>
            <source>What waited is being sent by itself.</source>
            <translation>待传内容正在自动上传，无须操作。</translation>
        </message>
        <message>
            <source>Your identity stays valid</source>
            <translation>身份仍有效</translation>
        </message>
        <message>
            <source>after the digests are compared with the centre</source>
            <translation>须与中心核对摘要后进行</translation>
        </message>
        <message>
            <source>as it stood at {time}</source>
            <translation>显示为中断前 {time} 的状态</translation>
        </message>
        <message>
            <source>as last heard from the centre</source>
            <translation>显示为中断前的状态</translation>
        </message>
        <message>
            <source>calibrated time of this seat</source>
            <translation>以本机校准时钟为准</translation>
        </message>
        <message>
            <source>documents opened before are on this seat</source>
            <translation>已打开过的标书在本机，翻页不受影响</translation>
        </message>
        <message>
            <source>entries, all encrypted on this seat</source>
            <translation>条，均已加密存于本机</translation>
        </message>
        <message>
            <source>goes by itself</source>
            <translation>恢复后自动上传，无须操作</translation>
        </message>
        <message>
            <source>kept at once, also when the power fails</source>
            <translation>随写随存于本机，断电也不丢</translation>
        </message>
        <message>
            <source>no new sign-in; leave the key in</source>
            <translation>无须重新签到，请勿拔出 Key</translation>
        </message>
        <message>
            <source>raise your hand or use the house telephone</source>
            <translation>请举手或使用内线电话</translation>
        </message>
        <message>
            <source>signed here, counts once the centre holds it</source>
            <translation>在本机签名排队，中心收到后生效</translation>
        </message>
        <message>
            <source>yours is kept here and sent afterwards</source>
            <translation>本席表决已存本机，恢复后自动提交</translation>
        </message>
        <message>
            <source>{count} · last {time}</source>
            <translation>{count} 条 · 末条 {time}</translation>
        </message>
        <message>
            <source>{percent}% of the time has run</source>
            <translation>已用去 {percent}% 的时间</translation>
        </message>
    </context>
</TS>
