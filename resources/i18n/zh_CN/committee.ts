<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Committee</name>
        <message>
            <source> min</source>
            <translation> 分钟</translation>
        </message>
        <message>
            <source>Against</source>
            <translation>反对</translation>
        </message>
        <message>
            <source>All seats are sealed overnight; two people open them together next morning.</source>
            <translation>各机位整夜封存，次日由两人共同开启。</translation>
        </message>
        <message>
            <source>Answer: {text}</source>
            <translation>答复：{text}</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>已答复</translation>
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
            <source>Apply for recusal…</source>
            <translation>申请回避…</translation>
        </message>
        <message>
            <source>At most {count} characters</source>
            <translation>不超过 {count} 字</translation>
        </message>
        <message>
            <source>Back to work (Esc)</source>
            <translation>返回评审（Esc）</translation>
        </message>
        <message>
            <source>Bid</source>
            <translation>投标</translation>
        </message>
        <message>
            <source>Bidder concerned</source>
            <translation>涉及的投标人</translation>
        </message>
        <message>
            <source>Carried</source>
            <translation>通过</translation>
        </message>
        <message>
            <source>Correct an objective item</source>
            <translation>更正客观分</translation>
        </message>
        <message>
            <source>Elect the chair anew</source>
            <translation>重新推举组长</translation>
        </message>
        <message>
            <source>For</source>
            <translation>赞成</translation>
        </message>
        <message>
            <source>Go on tomorrow</source>
            <translation>休会，次日继续</translation>
        </message>
        <message>
            <source>Granted when more than a third of all members ask for it.</source>
            <translation>超过三分之一的评委认为时间不够的，应当延长。</translation>
        </message>
        <message>
            <source>Ground</source>
            <translation>情形</translation>
        </message>
        <message>
            <source>Ground for recusal</source>
            <translation>回避情形</translation>
        </message>
        <message>
            <source>Minutes asked for</source>
            <translation>申请延长的分钟数</translation>
        </message>
        <message>
            <source>More time</source>
            <translation>延长评标时间</translation>
        </message>
        <message>
            <source>Motions and votes</source>
            <translation>动议与表决</translation>
        </message>
        <message>
            <source>No answer came by the deadline</source>
            <translation>逾期未答复</translation>
        </message>
        <message>
            <source>No bid is under review yet</source>
            <translation>尚无在评投标</translation>
        </message>
        <message>
            <source>No connection: what you send is kept here and goes out when it is back</source>
            <translation>线路中断：提交内容已在本机保存，恢复后自动发送</translation>
        </message>
        <message>
            <source>No question has been put to a bidder yet.</source>
            <translation>尚未提出澄清。</translation>
        </message>
        <message>
            <source>Nobody has put a motion yet.</source>
            <translation>尚无动议。</translation>
        </message>
        <message>
            <source>Not asked: the committee did not support it</source>
            <translation>未获评委过半数支持，不予发出</translation>
        </message>
        <message>
            <source>Not carried</source>
            <translation>未通过</translation>
        </message>
        <message>
            <source>Nothing is on the record yet.</source>
            <translation>尚无记录。</translation>
        </message>
        <message>
            <source>Objective item</source>
            <translation>客观分项目</translation>
        </message>
        <message>
            <source>One item of one bid is opened again and signed anew; the old one stays on record.</source>
            <translation>只重新开放一份投标的一项客观分，重新签名；原记录保留。</translation>
        </message>
        <message>
            <source>Only what is ambiguous, inconsistent or plainly miscounted may be asked; the answer must not change the substance of the bid (implementing regulations art. 52).</source>
            <translation>只能就含义不明确、前后不一致或明显文字、计算错误要求澄清；答复不得改变投标文件的实质性内容（实施条例第五十二条）。</translation>
        </message>
        <message>
            <source>Please choose the bidder concerned</source>
            <translation>请选择涉及的投标人</translation>
        </message>
        <message>
            <source>Please choose what you move</source>
            <translation>请选择动议事项</translation>
        </message>
        <message>
            <source>Please take the name out</source>
            <translation>请删去名称</translation>
        </message>
        <message>
            <source>Please write the ground</source>
            <translation>请填写回避情形</translation>
        </message>
        <message>
            <source>Please write the question</source>
            <translation>请填写问题</translation>
        </message>
        <message>
            <source>Please write the reason</source>
            <translation>请填写理由</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>连线恢复后可以提交</translation>
        </message>
        <message>
            <source>Put forward</source>
            <translation>提出</translation>
        </message>
        <message>
            <source>Put the motion</source>
            <translation>提出动议</translation>
        </message>
        <message>
            <source>Put the question to the committee</source>
            <translation>提请评标委员会表决</translation>
        </message>
        <message>
            <source>Question to {bidder}</source>
            <translation>要求 {bidder} 澄清</translation>
        </message>
        <message>
            <source>Questions to bidders</source>
            <translation>澄清</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>过程记录</translation>
        </message>
        <message>
            <source>Recusal</source>
            <translation>申请回避</translation>
        </message>
        <message>
            <source>Sent by the centre, no answer yet</source>
            <translation>已由中心发出，等待答复</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签名…</translation>
        </message>
        <message>
            <source>Something else</source>
            <translation>其他事项</translation>
        </message>
        <message>
            <source>Ten minutes less</source>
            <translation>减少十分钟</translation>
        </message>
        <message>
            <source>Ten minutes more</source>
            <translation>增加十分钟</translation>
        </message>
        <message>
            <source>The centre did not pass it on</source>
            <translation>评标中心未予转交</translation>
        </message>
        <message>
            <source>The record is the same at every seat. What the supervisor does stands in it too.</source>
            <translation>各机位看到的过程记录相同，监督人员的操作也在其中。</translation>
        </message>
        <message>
            <source>The vote is recorded and printed in the report.</source>
            <translation>表决结果记录在案并写入评标报告。</translation>
        </message>
        <message>
            <source>This seat then locks for good, staff call another member in, and nothing you did here counts.</source>
            <translation>提交后本席即锁定，不再开启；工作人员另行递补评委，您在本席所作的评审一律作废。</translation>
        </message>
        <message>
            <source>This stage takes no motions</source>
            <translation>本阶段不受理动议</translation>
        </message>
        <message>
            <source>This stage takes no questions to bidders</source>
            <translation>本阶段不受理澄清</translation>
        </message>
        <message>
            <source>Voted {cast} / {all}</source>
            <translation>已表决 {cast} / {all}</translation>
        </message>
        <message>
            <source>What is unclear</source>
            <translation>需要澄清的内容</translation>
        </message>
        <message>
            <source>When the chair is silent or has left.</source>
            <translation>组长无法履职或已被更换时。</translation>
        </message>
        <message>
            <source>Whoever finds only now that there is a reason for recusal applies here, until the report is closed. Only staff read the ground. While the review is blind, no bidder is named to choose from: the ground is enough.</source>
            <translation>评审中才发现应当回避的，在报告封存前可在此申请。回避情形只有工作人员可见。暗标评审期间不列投标人名称，写明情形即可。</translation>
        </message>
        <message>
            <source>application for recusal, digest {digest}</source>
            <translation>回避申请，摘要 {digest}</translation>
        </message>
        <message>
            <source>by a member who has left</source>
            <translation>由已退出的评委提出</translation>
        </message>
        <message>
            <source>by member {number}</source>
            <translation>评委 {number} 提出</translation>
        </message>
        <message>
            <source>you: against</source>
            <translation>本席：反对</translation>
        </message>
        <message>
            <source>you: for</source>
            <translation>本席：赞成</translation>
        </message>
        <message>
            <source>{result}: {support} for, {against} against, of {members}</source>
            <translation>{result}：赞成 {support}，反对 {against}，共 {members} 人</translation>
        </message>
        <message>
            <source>{title}: {minutes} min</source>
            <translation>{title} {minutes} 分钟</translation>
        </message>
    </context>
    <context>
        <name>Record</name>
        <message>
            <source>A member who has left</source>
            <translation>已退出的评委</translation>
        </message>
        <message>
            <source>A motion was {result}: {support} for, {against} against, of {members}</source>
            <translation>动议{result}：赞成 {support}，反对 {against}，共 {members} 人</translation>
        </message>
        <message>
            <source>A second person is before the camera of {member} since {time}</source>
            <translation>{member} 席位摄像头前出现第二个人（{time} 起）</translation>
        </message>
        <message>
            <source>A written answer came in</source>
            <translation>收到书面答复</translation>
        </message>
        <message>
            <source>A written question was sent to a bidder</source>
            <translation>书面澄清要求已发出</translation>
        </message>
        <message>
            <source>Everything is sealed; this committee does not go on</source>
            <translation>全部封存，本评标委员会不再继续</translation>
        </message>
        <message>
            <source>Member {number}</source>
            <translation>评委 {number}</translation>
        </message>
        <message>
            <source>Nobody is before the camera of {member} since {time}</source>
            <translation>{member} 席位摄像头前无人（{time} 起）</translation>
        </message>
        <message>
            <source>Opened again by two people together</source>
            <translation>经双人核验，恢复评标</translation>
        </message>
        <message>
            <source>Stage opened: {stage}</source>
            <translation>进入阶段：{stage}</translation>
        </message>
        <message>
            <source>The camera of {member} shows nothing since {time}</source>
            <translation>{member} 席位摄像头无画面（{time} 起）</translation>
        </message>
        <message>
            <source>The committee is convened again</source>
            <translation>评标委员会重新召集</translation>
        </message>
        <message>
            <source>The evaluation is suspended</source>
            <translation>评标中止</translation>
        </message>
        <message>
            <source>The face before the camera of {member} does not look like theirs since {time}</source>
            <translation>{member} 席位摄像头前的面部与本人不符（{time} 起）</translation>
        </message>
        <message>
            <source>The meeting began; it is recorded at the centre</source>
            <translation>会议开始，由评标中心全程录制</translation>
        </message>
        <message>
            <source>The report is closed</source>
            <translation>评标报告签署完毕</translation>
        </message>
        <message>
            <source>The report is ready for signing</source>
            <translation>评标报告可以签署</translation>
        </message>
        <message>
            <source>The supervisor has come to watch</source>
            <translation>监督人员已到岗</translation>
        </message>
        <message>
            <source>The supervisor has left</source>
            <translation>监督人员已离开</translation>
        </message>
        <message>
            <source>The supervisor marked: {text}</source>
            <translation>监督标记：{text}</translation>
        </message>
        <message>
            <source>carried</source>
            <translation>通过</translation>
        </message>
        <message>
            <source>not carried</source>
            <translation>未通过</translation>
        </message>
        <message>
            <source>{member} confirmed the summary</source>
            <translation>{member} 确认汇总</translation>
        </message>
        <message>
            <source>{member} is back in the meeting</source>
            <translation>{member} 回到会议</translation>
        </message>
        <message>
            <source>{member} is deemed to agree</source>
            <translation>{member} 视为同意评标结论</translation>
        </message>
        <message>
            <source>{member} locked a sheet</source>
            <translation>{member} 提交评分表</translation>
        </message>
        <message>
            <source>{member} signed in</source>
            <translation>{member} 签到</translation>
        </message>
        <message>
            <source>{member} signed the report</source>
            <translation>{member} 签署评标报告</translation>
        </message>
        <message>
            <source>{member} signed the undertaking</source>
            <translation>{member} 签署承诺书</translation>
        </message>
        <message>
            <source>{member} sits at the seat again, alone, since {time}</source>
            <translation>{member} 席位恢复为本人单独在席（{time} 起）</translation>
        </message>
        <message>
            <source>{member} speaks with the supervisor or technician alone</source>
            <translation>{member} 与监督或技术人员单独通话</translation>
        </message>
        <message>
            <source>{member} stood aside</source>
            <translation>{member} 申请回避</translation>
        </message>
        <message>
            <source>{member} was replaced; what was done there is void</source>
            <translation>{member} 被更换，其评审结论无效</translation>
        </message>
        <message>
            <source>{member} was served the notice to sign or to give reasons</source>
            <translation>已向 {member} 送达限期签署或书面说明理由的通知</translation>
        </message>
    </context>
</TS>
