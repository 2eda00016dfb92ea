<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>CallWords</name>
        <message>
            <source>Call again in a moment.</source>
            <translation>请稍后再呼叫。</translation>
        </message>
        <message>
            <source>Call technical support.</source>
            <translation>请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Nothing needs to be done.</source>
            <translation>无需处理。</translation>
        </message>
        <message>
            <source>Only the chair gives the word.</source>
            <translation>只有组长可以给予发言。</translation>
        </message>
        <message>
            <source>Scoring and everything else go on without it.</source>
            <translation>打分等其他工作照常进行。</translation>
        </message>
        <message>
            <source>The centre did not let this seat in. It asks again by itself.</source>
            <translation>评标中心未准入本机位，正在自动重新申请。</translation>
        </message>
        <message>
            <source>The conference cannot be reached. It is tried again by itself.</source>
            <translation>暂时连不上会议，正在自动重试。</translation>
        </message>
        <message>
            <source>The conference has not begun.</source>
            <translation>会议尚未开始。</translation>
        </message>
        <message>
            <source>The conference is being set up again at the centre.</source>
            <translation>评标中心正在恢复会议。</translation>
        </message>
        <message>
            <source>The conference is full. Call technical support.</source>
            <translation>会议人数已满，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>The conference is not available at the centre just now.</source>
            <translation>评标中心的会议暂不可用。</translation>
        </message>
        <message>
            <source>The pass into the call has expired. A new one is being fetched.</source>
            <translation>入会凭证已过期，正在重新获取。</translation>
        </message>
        <message>
            <source>The way to the conference is closed just now. Call technical support.</source>
            <translation>通往会议的线路暂不可用，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>This line is engaged just now.</source>
            <translation>对方正在通话。</translation>
        </message>
        <message>
            <source>This person has no place in the conference.</source>
            <translation>此人不在会议名单中。</translation>
        </message>
        <message>
            <source>This request is no longer there.</source>
            <translation>该请求已不存在。</translation>
        </message>
        <message>
            <source>You are in the conference at another seat.</source>
            <translation>您已在另一机位参加会议。</translation>
        </message>
        <message>
            <source>coming back …</source>
            <translation>恢复中…</translation>
        </message>
        <message>
            <source>connecting …</source>
            <translation>连接中…</translation>
        </message>
        <message>
            <source>in the meeting</source>
            <translation>会议中</translation>
        </message>
        <message>
            <source>not joined</source>
            <translation>未加入</translation>
        </message>
        <message>
            <source>not possible just now</source>
            <translation>暂不可用</translation>
        </message>
        <message>
            <source>ready to join</source>
            <translation>可以加入</translation>
        </message>
    </context>
    <context>
        <name>Clock</name>
        <message>
            <source>Friday</source>
            <translation>星期五</translation>
        </message>
        <message>
            <source>Monday</source>
            <translation>星期一</translation>
        </message>
        <message>
            <source>Saturday</source>
            <translation>星期六</translation>
        </message>
        <message>
            <source>Sunday</source>
            <translation>星期日</translation>
        </message>
        <message>
            <source>Thursday</source>
            <translation>星期四</translation>
        </message>
        <message>
            <source>Tuesday</source>
            <translation>星期二</translation>
        </message>
        <message>
            <source>Wednesday</source>
            <translation>星期三</translation>
        </message>
        <message>
            <source>{year}-{month}-{day}</source>
            <translation>{year} 年 {month} 月 {day} 日</translation>
        </message>
    </context>
    <context>
        <name>Codes</name>
        <message>
            <source>At least one code is wrong or was used before. Type two fresh codes.</source>
            <translation>至少有一个口令不对或已用过。请重新输入两个新口令。</translation>
        </message>
        <message>
            <source>Both codes come from one person. The second code must be another person's.</source>
            <translation>两个口令出自同一个人。第二个口令须由另一人提供。</translation>
        </message>
        <message>
            <source>Fewer than two persons are entered for this seat. Ask its technician.</source>
            <translation>本机位登记的授权人员不足两名。请联系技术人员。</translation>
        </message>
        <message>
            <source>The list of entitled persons cannot be read. Restart the seat from its console.</source>
            <translation>授权人员名单无法读取。请在控制台重新启动机位。</translation>
        </message>
        <message>
            <source>Too many wrong codes. Wait {seconds} seconds, then type two fresh codes.</source>
            <translation>口令输错次数过多。请等待 {seconds} 秒，再输入两个新口令。</translation>
        </message>
    </context>
    <context>
        <name>DeskSentences</name>
        <message>
            <source>A supervisor sees no sheets, no bids and no report before they are opened.</source>
            <translation>监督人员不能查看未公开的评分表、投标文件和评标报告。</translation>
        </message>
        <message>
            <source>Ask the drawing office for a new file.</source>
            <translation>请向抽取单位索取新的文件。</translation>
        </message>
        <message>
            <source>Call somebody who does, or have the list completed by the draw.</source>
            <translation>请从备选名单中选择，或由抽取系统补充名单。</translation>
        </message>
        <message>
            <source>Come again at that time.</source>
            <translation>请到时再来启封。</translation>
        </message>
        <message>
            <source>Go to seat {seat} and sign in there.</source>
            <translation>请到机位 {seat} 签到。</translation>
        </message>
        <message>
            <source>Import the draw's file first.</source>
            <translation>请先导入抽取结果文件。</translation>
        </message>
        <message>
            <source>Look at the newest allocation.</source>
            <translation>请查看最新的机位分配。</translation>
        </message>
        <message>
            <source>Only a practice centre's clock can be put forward; nothing was changed.</source>
            <translation>只有演练中心的时钟可以拨快，未作任何改动。</translation>
        </message>
        <message>
            <source>Only a supervisor of this evaluation can do this; nothing was recorded.</source>
            <translation>只有本次评标的监督人员可以进行此操作，未作记录。</translation>
        </message>
        <message>
            <source>Publish a new one for another allocation.</source>
            <translation>如需再次分配，请另行公布新的一半种子。</translation>
        </message>
        <message>
            <source>Put it forward by less, seven days in all at most.</source>
            <translation>请减少拨快的时间，累计不超过七天。</translation>
        </message>
        <message>
            <source>Put it into the plan first.</source>
            <translation>请先将其录入平面图。</translation>
        </message>
        <message>
            <source>Run the self-test at the seat, then accept it.</source>
            <translation>请先在该机位完成自检，再作验收。</translation>
        </message>
        <message>
            <source>Seat {seat} does not stand in the plan of any place.</source>
            <translation>机位 {seat} 不在任何场所的平面图中。</translation>
        </message>
        <message>
            <source>Seat {seat} has no whole self-test that passed; it was not accepted.</source>
            <translation>机位 {seat} 没有通过的完整自检，未予验收。</translation>
        </message>
        <message>
            <source>Sign in with a supervisor's key.</source>
            <translation>请用监督人员的 Key 签到。</translation>
        </message>
        <message>
            <source>The centre has no such draw of experts.</source>
            <translation>中心没有这份专家抽取结果。</translation>
        </message>
        <message>
            <source>The draw's file is not in order: {why}. Nothing of it was taken.</source>
            <translation>抽取结果文件有误：{why}。未导入任何内容。</translation>
        </message>
        <message>
            <source>The practice clock cannot be put forward so far; nothing was changed.</source>
            <translation>演练时钟不能拨快这么多，未作任何改动。</translation>
        </message>
        <message>
            <source>The seal may not be opened before {at}; everything stays as it was sealed.</source>
            <translation>{at} 之前不能启封，全部数据保持封存时的原样。</translation>
        </message>
        <message>
            <source>The sealed draw of today's experts has not been opened yet.</source>
            <translation>今日专家抽取结果尚未启封。</translation>
        </message>
        <message>
            <source>There is no such allocation of seats, or one of the seats is not in it.</source>
            <translation>没有这份机位分配，或其中没有所指的机位。</translation>
        </message>
        <message>
            <source>This half of the seed has given an allocation already.</source>
            <translation>这一半种子已用于一次分配。</translation>
        </message>
        <message>
            <source>Wait for the real time.</source>
            <translation>请等到实际时间。</translation>
        </message>
        <message>
            <source>Wait until both officers have answered the centre, then sign in with your key.</source>
            <translation>请等两位保管人向中心作出应答后，再用本人密钥签到。</translation>
        </message>
        <message>
            <source>Watch the stages and mark events; the log holds both.</source>
            <translation>可以查看评审阶段并标记事项，均记入日志。</translation>
        </message>
        <message>
            <source>Your seat today is {seat}; this one is another's.</source>
            <translation>您今天的机位是 {seat}，此机位属于他人。</translation>
        </message>
        <message>
            <source>{member} does not stand on the reserve list of this evaluation.</source>
            <translation>{member} 不在本次评标的备选名单中。</translation>
        </message>
    </context>
    <context>
        <name>Identity</name>
        <message>
            <source>Ask a member of the staff and the supervisor.</source>
            <translation>请找一名场地工作人员和监督人员。</translation>
        </message>
        <message>
            <source>Ask for consent first; without it the other ways to sign in remain.</source>
            <translation>请先征得单独同意；未同意时仍可用其他方式签到。</translation>
        </message>
        <message>
            <source>Ask the staff.</source>
            <translation>请询问工作人员。</translation>
        </message>
        <message>
            <source>Begin the check again.</source>
            <translation>请重新开始核验。</translation>
        </message>
        <message>
            <source>Call technical support; the witnessed sign-in is still possible.</source>
            <translation>请联系技术支持；仍可使用见证签到。</translation>
        </message>
        <message>
            <source>Enter your expert number instead, or insert your signing key.</source>
            <translation>请改为输入专家编号，或插入签名 Key。</translation>
        </message>
        <message>
            <source>Go on with another way to sign in.</source>
            <translation>请继续用另一种方式签到。</translation>
        </message>
        <message>
            <source>Let the other witness insert a key.</source>
            <translation>请另一名见证人插入自己的 Key。</translation>
        </message>
        <message>
            <source>No face or fingerprint is registered for you.</source>
            <translation>未登记您的人脸或指纹。</translation>
        </message>
        <message>
            <source>Nobody is registered with this identity card.</source>
            <translation>没有人用此身份证登记。</translation>
        </message>
        <message>
            <source>One of the two may not vouch here.</source>
            <translation>两人中有一人无权在此见证。</translation>
        </message>
        <message>
            <source>Other movements were made than the centre ordered.</source>
            <translation>所做动作与中心要求的不一致。</translation>
        </message>
        <message>
            <source>Sign in another way, or ask for a witnessed sign-in.</source>
            <translation>请换一种方式签到，或申请见证签到。</translation>
        </message>
        <message>
            <source>Sign-in is not open yet.</source>
            <translation>未到签到时间。</translation>
        </message>
        <message>
            <source>The centre found the seat's record of the check wrong.</source>
            <translation>中心判定机位的核验记录有误。</translation>
        </message>
        <message>
            <source>The check took too long.</source>
            <translation>核验超时。</translation>
        </message>
        <message>
            <source>The check was made with another registration than the centre gave.</source>
            <translation>核验所用的登记信息与中心下发的不一致。</translation>
        </message>
        <message>
            <source>The check was not passed.</source>
            <translation>核验未通过。</translation>
        </message>
        <message>
            <source>The registered {kind} cannot be read at the centre.</source>
            <translation>中心无法读取已登记的信息（{kind}）。</translation>
        </message>
        <message>
            <source>The time for signing in is over.</source>
            <translation>签到时间已过。</translation>
        </message>
        <message>
            <source>This check was already used.</source>
            <translation>本次核验已被使用。</translation>
        </message>
        <message>
            <source>This check was made for another seat or person.</source>
            <translation>本次核验属于其他机位或其他人员。</translation>
        </message>
        <message>
            <source>This person has not agreed that a template is kept, or has withdrawn.</source>
            <translation>本人未同意保存特征模板，或已撤回同意。</translation>
        </message>
        <message>
            <source>This place asks for {needed} different proofs, {proven} were given.</source>
            <translation>本场地要求 {needed} 种核验方式，已完成 {proven} 种。</translation>
        </message>
        <message>
            <source>This place keeps a picture with a sign-in by face, and none came with this one.</source>
            <translation>本场所规定人脸签到须留存一张照片，本次未附照片。</translation>
        </message>
        <message>
            <source>This seat compares less strictly than the centre demands.</source>
            <translation>本机位的比对阈值低于中心要求。</translation>
        </message>
        <message>
            <source>This way to sign in is not fitted at this seat.</source>
            <translation>本机位未配备此种签到方式。</translation>
        </message>
        <message>
            <source>Too many tries for this person.</source>
            <translation>该人员核验次数过多。</translation>
        </message>
        <message>
            <source>Two different people have to vouch, each with the own key.</source>
            <translation>须由两名不同人员分别用自己的 Key 见证。</translation>
        </message>
        <message>
            <source>Use the witnessed sign-in, or wait ten minutes.</source>
            <translation>请使用见证签到，或等待十分钟。</translation>
        </message>
        <message>
            <source>Wait; the page opens by itself.</source>
            <translation>请稍候，页面会自动开放。</translation>
        </message>
        <message>
            <source>What the centre sent for the comparison cannot be opened at this seat.</source>
            <translation>中心发来的比对数据无法在本机位打开。</translation>
        </message>
    </context>
    <context>
        <name>Key</name>
        <message>
            <source>Please insert your signing key</source>
            <translation>请插入签名 Key</translation>
        </message>
        <message>
            <source>Reading the key …</source>
            <translation>正在读取 Key …</translation>
        </message>
        <message>
            <source>Signing key inserted, holder as signed in</source>
            <translation>签名 Key 已插入，持证人与签到一致</translation>
        </message>
        <message>
            <source>The certificate has expired</source>
            <translation>Key 证书已过期</translation>
        </message>
        <message>
            <source>The certificate is not valid yet</source>
            <translation>Key 证书尚未生效</translation>
        </message>
        <message>
            <source>The key belongs to another person</source>
            <translation>Key 的持有人不是本席人员</translation>
        </message>
        <message>
            <source>The key is locked</source>
            <translation>Key 已锁定</translation>
        </message>
        <message>
            <source>electronic signature (non-repudiation)</source>
            <translation>电子签名（不可否认）</translation>
        </message>
        <message>
            <source>not revoked, list of {day} ({days} d ago)</source>
            <translation>未吊销（{day} 名单，{days} 天前）</translation>
        </message>
        <message>
            <source>not revoked, list of {day} {time} ({hours} h ago)</source>
            <translation>未吊销（{day} {time} 名单，{hours} 小时前）</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first} 至 {last}</translation>
        </message>
        <message>
            <source>{holder} (as signed in)</source>
            <translation>{holder}（与签到身份一致）</translation>
        </message>
    </context>
    <context>
        <name>PageHelp</name>
        <message>
            <source>A vote cannot be changed. With a tie there is another round.</source>
            <translation>投票后不能更改；票数相同时另行一轮。</translation>
        </message>
        <message>
            <source>A vote is asked once more before it counts and cannot be changed afterwards.</source>
            <translation>表决前会再次确认，确认后不能更改。</translation>
        </message>
        <message>
            <source>Both bids show the same chapter. F6 moves between the bids and the scores.</source>
            <translation>两份标书显示同一章节。按 F6 在两份标书和打分栏之间切换。</translation>
        </message>
        <message>
            <source>Check the hours and sign the slip with your key.</source>
            <translation>核对时长，用 Key 签名确认。</translation>
        </message>
        <message>
            <source>Check whether the bid keeps to the blind format: Y passes, N fails with a reason.</source>
            <translation>核对标书是否符合暗标格式：Y 通过，N 不通过并写明理由。</translation>
        </message>
        <message>
            <source>Choose a role and start. Nothing here counts; try whatever you like.</source>
            <translation>选择角色后开始。演练内容一律无效，可以放心尝试。</translation>
        </message>
        <message>
            <source>Choose a row or a cell: the right side shows step by step how it was computed.</source>
            <translation>选中一行或一格，右侧逐步列出计算过程。</translation>
        </message>
        <message>
            <source>Choose a row to see how its points come about.</source>
            <translation>选中一行，可查看该行得分的计算过程。</translation>
        </message>
        <message>
            <source>Choose one member and vote. Others see only how many have voted.</source>
            <translation>选择一位成员并投票。他人只能看到已有几人投票。</translation>
        </message>
        <message>
            <source>Choose one of the cards, or simply insert your signing key.</source>
            <translation>任选一张卡片，或直接插入签名 Key。</translation>
        </message>
        <message>
            <source>Each seat as it last told of its self-test, the worst first.</source>
            <translation>列出各机位最近一次上报的自检结果，问题最多的在前。</translation>
        </message>
        <message>
            <source>Each square is one requirement of one bidder. Arrow keys move, Y passes, N fails.</source>
            <translation>每一格是一家投标人的一项要求。方向键移动，Y 通过，N 不通过。</translation>
        </message>
        <message>
            <source>Enter goes on, Esc goes back; nothing is written before the last page.</source>
            <translation>按回车进入下一步，按 Esc 返回上一步；到最后一页保存之前，什么都不会写入。</translation>
        </message>
        <message>
            <source>Enter goes to the next criterion, Ctrl+Z takes the last entry back.</source>
            <translation>按 Enter 进入下一项，按 Ctrl+Z 撤回上一次录入。</translation>
        </message>
        <message>
            <source>F11 shows both bids alone and larger, Esc leads back.</source>
            <translation>按 F11 只看两份标书并放大，按 Esc 返回。</translation>
        </message>
        <message>
            <source>F11 shows the document alone, Esc leads back.</source>
            <translation>按 F11 只看正文，按 Esc 返回。</translation>
        </message>
        <message>
            <source>F11 shows the document alone, Esc leads back; Ctrl with + or - changes its size.</source>
            <translation>按 F11 只看正文，按 Esc 返回；Ctrl 加 + 或 - 放大缩小。</translation>
        </message>
        <message>
            <source>F5 checks everything again. Each card says what to do.</source>
            <translation>按 F5 全部重新检测。每张卡片写明处理办法。</translation>
        </message>
        <message>
            <source>Failing needs a reason. You may change a vote until all have voted on the square.</source>
            <translation>不通过须写明理由。该格全体表决完之前，可以修改本人意见。</translation>
        </message>
        <message>
            <source>Go on working: whatever you enter is kept at this seat and sent later.</source>
            <translation>请继续评审，录入内容先存本机，恢复后自动补传。</translation>
        </message>
        <message>
            <source>Here you move something, ask a bidder in writing, or read the record.</source>
            <translation>在此可提出动议、向投标人书面提问，或查看过程记录。</translation>
        </message>
        <message>
            <source>If none of the ways works, press W: two members of staff can vouch for you.</source>
            <translation>几种方式都不可用时按 W：由两名工作人员见证登录。</translation>
        </message>
        <message>
            <source>If something is wrong press R to ask for a review, before you confirm.</source>
            <translation>发现有误，请在确认之前按 R 提请复核。</translation>
        </message>
        <message>
            <source>If you do not agree with the result, write your dissent; it stands in the report.</source>
            <translation>不同意评标结果的，可书面提出不同意见，载入评标报告。</translation>
        </message>
        <message>
            <source>If you have an interest in any of them, choose recusal and tick the bidder.</source>
            <translation>与其中任何一家有利害关系的，请选择回避并勾选该投标人。</translation>
        </message>
        <message>
            <source>M switches the microphone, V the camera, H asks to speak, Esc folds the page away.</source>
            <translation>M 开关麦克风，V 开关摄像头，H 申请发言，Esc 收起本页。</translation>
        </message>
        <message>
            <source>Nothing to do here. The page goes on by itself when all are ready.</source>
            <translation>此处无须操作，人员到齐后页面自动继续。</translation>
        </message>
        <message>
            <source>Prices are computed by the formula of the tender; you check and confirm them.</source>
            <translation>报价得分按招标文件的公式计算，由您核对并确认。</translation>
        </message>
        <message>
            <source>Read how bids are evaluated to the end; the scores will follow these rules.</source>
            <translation>请将评标办法读至末尾，后续打分均以此为准。</translation>
        </message>
        <message>
            <source>Read in the middle; enter the score of the open criterion at the right. It is saved while you type.</source>
            <translation>中间阅读标书，右侧为当前评分项打分，边输入边保存。</translation>
        </message>
        <message>
            <source>Read the report to its last page; only then can it be signed.</source>
            <translation>请将报告阅读至最后一页，之后才能签署。</translation>
        </message>
        <message>
            <source>Read the undertaking on the left to its end, then the bidders' names on the right.</source>
            <translation>先将左侧承诺书读至末尾，再核对右侧投标人名单。</translation>
        </message>
        <message>
            <source>Read to the end (Space scrolls), then say where your phone is.</source>
            <translation>读至末尾（按空格键翻动），再说明手机放在何处。</translation>
        </message>
        <message>
            <source>Running out of time costs nothing: just start again.</source>
            <translation>超时不计次数，重新开始即可。</translation>
        </message>
        <message>
            <source>S scrolls them together or apart. Esc leads back to one bid.</source>
            <translation>按 S 同步滚动或各自滚动，按 Esc 回到单份阅读。</translation>
        </message>
        <message>
            <source>Score each bid by the standard, not by the other bid.</source>
            <translation>请各按评分标准打分，不以另一份标书为准。</translation>
        </message>
        <message>
            <source>Scores can be changed until you lock the sheet with your key.</source>
            <translation>用 Key 锁定评分表之前，分数随时可以修改。</translation>
        </message>
        <message>
            <source>Signing needs your key and its PIN. The chair signs last.</source>
            <translation>签署需要本人 Key 和 PIN 码，评标组长最后签。</translation>
        </message>
        <message>
            <source>Signing with your key cannot be taken back; until then you may change your choice.</source>
            <translation>用 Key 签名后不能撤回；签名前可以改选。</translation>
        </message>
        <message>
            <source>T lets a technician in: by the own key, which signs for a trial, or by two codes.</source>
            <translation>按 T 技术人员登录：用本人 Key 试签名，或由两人各输一个口令。</translation>
        </message>
        <message>
            <source>Take your key and your belongings when the page says that you may leave.</source>
            <translation>页面提示可离席时，请带好 Key 和随身物品。</translation>
        </message>
        <message>
            <source>The centre gives the one-time code; it is good for one seat and once.</source>
            <translation>一次性注册码由中心发放，只能用于一个机位，且只能用一次。</translation>
        </message>
        <message>
            <source>The committee decides on what stands out. First read the reason, then vote.</source>
            <translation>对异常情形由评标委员会裁定。请先看说明，再表决。</translation>
        </message>
        <message>
            <source>The seat erases the bids and your record once the centre holds everything.</source>
            <translation>评标中心收齐全部内容后，本机位清除标书和您的记录。</translation>
        </message>
        <message>
            <source>The seat is closed. It opens with two people at the centre and your own key.</source>
            <translation>本机位已封存，须评标中心两人到场并插入您本人的 Key 才能开启。</translation>
        </message>
        <message>
            <source>You may refuse in writing. Silence counts as agreement once the time is over.</source>
            <translation>可以书面拒签；逾期不签又不说明的，视为同意。</translation>
        </message>
        <message>
            <source>You see what happens, never scores or pages. What you mark all members can read.</source>
            <translation>您能看到过程，看不到分数和标书。您所作标记全体评委可见。</translation>
        </message>
    </context>
    <context>
        <name>Roles</name>
        <message>
            <source>No. {n}</source>
            <translation>评委 {n}</translation>
        </message>
        <message>
            <source>No. {n} · chair</source>
            <translation>评委 {n} · 组长</translation>
        </message>
        <message>
            <source>No. {n} · here</source>
            <translation>评委 {n} · 本席</translation>
        </message>
        <message>
            <source>S</source>
            <translation>监</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>监督席</translation>
        </message>
        <message>
            <source>Supervisor {n}</source>
            <translation>监督席 {n}</translation>
        </message>
        <message>
            <source>T</source>
            <translation>技</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>技术席</translation>
        </message>
        <message>
            <source>away</source>
            <translation>暂离</translation>
        </message>
        <message>
            <source>muted</source>
            <translation>已静音</translation>
        </message>
        <message>
            <source>no camera</source>
            <translation>无画面</translation>
        </message>
        <message>
            <source>not joined</source>
            <translation>未加入</translation>
        </message>
        <message>
            <source>picture lost</source>
            <translation>画面中断</translation>
        </message>
        <message>
            <source>speaking</source>
            <translation>发言中</translation>
        </message>
        <message>
            <source>weak sound</source>
            <translation>收听偏弱</translation>
        </message>
        <message>
            <source>{role} · here</source>
            <translation>{role} · 本席</translation>
        </message>
    </context>
    <context>
        <name>SeatLine</name>
        <message>
            <source>Ask the centre for a new one-time code.</source>
            <translation>请向中心索取新的一次性注册码。</translation>
        </message>
        <message>
            <source>Call technical support.</source>
            <translation>请联系技术支持人员。</translation>
        </message>
        <message>
            <source>Call technical support: the seat must be enrolled with a new one-time code.</source>
            <translation>请联系技术支持人员，使用新的一次性注册码重新注册本机位。</translation>
        </message>
        <message>
            <source>Call technical support: the seat's number in its settings is wrong.</source>
            <translation>请联系技术支持人员，更正本机设置中的机位编号。</translation>
        </message>
        <message>
            <source>Check it letter by letter, or ask the centre for a new one.</source>
            <translation>请逐字核对，或向中心索取新的注册码。</translation>
        </message>
        <message>
            <source>Check it letter by letter.</source>
            <translation>请逐字核对。</translation>
        </message>
        <message>
            <source>Check the centre's address. Do not go on if it is right: call technical support.</source>
            <translation>请核对中心地址；地址无误时请停止操作，联系技术支持人员。</translation>
        </message>
        <message>
            <source>The centre cannot store anything just now.</source>
            <translation>中心暂时无法保存数据。</translation>
        </message>
        <message>
            <source>The centre cannot use this seat's request.</source>
            <translation>中心无法受理本机位的注册请求。</translation>
        </message>
        <message>
            <source>The centre does not know seat {seat}.</source>
            <translation>中心没有登记机位 {seat}。</translation>
        </message>
        <message>
            <source>The centre does not know this code.</source>
            <translation>中心没有这个注册码。</translation>
        </message>
        <message>
            <source>The centre does not know this evaluation.</source>
            <translation>中心没有该评标项目。</translation>
        </message>
        <message>
            <source>The centre has taken the certificate of this seat out of use.</source>
            <translation>本机位证书已被中心停用。</translation>
        </message>
        <message>
            <source>The centre that answers is not the one that issued this code.</source>
            <translation>应答的不是签发该注册码的中心。</translation>
        </message>
        <message>
            <source>The certificate of this seat has expired.</source>
            <translation>本机位证书已过期。</translation>
        </message>
        <message>
            <source>The program on this seat is too old for this centre ({ours} / {theirs}).</source>
            <translation>本机位程序版本过旧，与中心不匹配（{ours} / {theirs}）。</translation>
        </message>
        <message>
            <source>This centre does not enrol seats.</source>
            <translation>该中心未开放机位注册。</translation>
        </message>
        <message>
            <source>This code is no longer valid.</source>
            <translation>该注册码已过有效期。</translation>
        </message>
        <message>
            <source>This code was used already.</source>
            <translation>该注册码已被使用。</translation>
        </message>
        <message>
            <source>This is not a one-time code: it has 32 letters and digits.</source>
            <translation>这不是有效的一次性注册码：注册码共 32 位字母和数字。</translation>
        </message>
        <message>
            <source>This machine is enrolled as seat {certified}, but works as another one.</source>
            <translation>本机注册为机位 {certified}，当前却以另一机位身份运行。</translation>
        </message>
        <message>
            <source>This seat and the centre compute by different rules ({ours} / {theirs}).</source>
            <translation>本机位与中心的计算规则版本不一致（{ours} / {theirs}）。</translation>
        </message>
        <message>
            <source>This seat is not enrolled at the centre.</source>
            <translation>本机位尚未在中心注册。</translation>
        </message>
        <message>
            <source>Too many wrong codes: the centre enrols no seat for {minutes} minutes.</source>
            <translation>错误注册码过多，中心在 {minutes} 分钟内暂停机位注册。</translation>
        </message>
        <message>
            <source>Wait, then try again with the right code.</source>
            <translation>请稍候，再用正确的注册码重试。</translation>
        </message>
        <message>
            <source>What was entered is kept on this seat and sent again by itself. Work on.</source>
            <translation>已录入内容保存在本机位，将自动重新发送，请继续评审。</translation>
        </message>
        <message>
            <source>What was entered is kept on this seat. Call technical support to update the program.</source>
            <translation>已录入内容保存在本机位。请联系技术支持人员更新程序。</translation>
        </message>
    </context>
    <context>
        <name>SelfTest</name>
        <message>
            <source>5G</source>
            <translation>5G</translation>
        </message>
        <message>
            <source>A call of eight needs 8 Mbit/s each way.</source>
            <translation>八人会议上、下行各需 8 Mbit/s。</translation>
        </message>
        <message>
            <source>A card lies in {reader}, but it answers as no signing key.</source>
            <translation>{reader} 中有卡，但应答不是签名 Key。</translation>
        </message>
        <message>
            <source>A face may not be recognised.</source>
            <translation>可能无法识别人脸。</translation>
        </message>
        <message>
            <source>A face model was changed</source>
            <translation>人脸模型文件被改动</translation>
        </message>
        <message>
            <source>A key file or the data folder is open to other users of the machine.</source>
            <translation>密钥文件或数据文件夹可被本机其他用户读取。</translation>
        </message>
        <message>
            <source>A program file is missing</source>
            <translation>缺少程序文件</translation>
        </message>
        <message>
            <source>A program file was changed</source>
            <translation>程序文件被改动</translation>
        </message>
        <message>
            <source>A trial does not spend the last one.</source>
            <translation>试签名不会用掉最后一次机会。</translation>
        </message>
        <message>
            <source>After that the key is blocked.</source>
            <translation>用完后 Key 将被锁定。</translation>
        </message>
        <message>
            <source>An answer takes {rtt_ms} ms</source>
            <translation>往返时延 {rtt_ms} ms</translation>
        </message>
        <message>
            <source>Another program holds the camera</source>
            <translation>摄像头被其他程序占用</translation>
        </message>
        <message>
            <source>Another program holds the fingerprint reader</source>
            <translation>指纹仪被其他程序占用</translation>
        </message>
        <message>
            <source>Another program holds the key</source>
            <translation>Key 被其他程序占用</translation>
        </message>
        <message>
            <source>As long as it does, nothing can be signed here.</source>
            <translation>占用期间本机位无法签名。</translation>
        </message>
        <message>
            <source>Ask the issuer which driver library it needs</source>
            <translation>向发证机构询问需要哪个驱动库</translation>
        </message>
        <message>
            <source>Ask the maker for a newer version of the library</source>
            <translation>向厂商索取更新版本的驱动库</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>Card / key</source>
            <translation>卡 / Key</translation>
        </message>
        <message>
            <source>Card reader</source>
            <translation>读卡器</translation>
        </message>
        <message>
            <source>Card service</source>
            <translation>读卡服务</translation>
        </message>
        <message>
            <source>Centre</source>
            <translation>评标中心</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>证书</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检测项</translation>
        </message>
        <message>
            <source>Check cable, switch and the lamp at the port</source>
            <translation>检查网线、交换机和网口指示灯</translation>
        </message>
        <message>
            <source>Check that it is a signing key and not, say, a bank card</source>
            <translation>确认插入的是签名 Key，而不是银行卡等其他卡</translation>
        </message>
        <message>
            <source>Check the address in seat.toml; ask the centre whether it runs</source>
            <translation>核对 seat.toml 中的地址；向中心确认服务是否开启</translation>
        </message>
        <message>
            <source>Check the clock first</source>
            <translation>先检查时钟</translation>
        </message>
        <message>
            <source>Check the folder's owner and whether the disk is mounted read-only</source>
            <translation>检查该文件夹的属主，以及磁盘是否以只读方式挂载</translation>
        </message>
        <message>
            <source>Check the name under [routes] in seat.toml</source>
            <translation>核对 seat.toml 中 [routes] 下的名称</translation>
        </message>
        <message>
            <source>Check the plug, then the name in seat.toml (seat-client sound --list)</source>
            <translation>先检查插头，再核对 seat.toml 中的名称（seat-client sound --list）</translation>
        </message>
        <message>
            <source>Checked</source>
            <translation>检测时间</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>时钟</translation>
        </message>
        <message>
            <source>Close doors and windows, turn down the air conditioning</source>
            <translation>关好门窗，调小空调</translation>
        </message>
        <message>
            <source>Close other programs: a slow machine takes a lesser suppressor</source>
            <translation>关闭其他程序：机器慢时会改用较弱的降噪</translation>
        </message>
        <message>
            <source>Close other programs; check the disk's health</source>
            <translation>关闭其他程序；检查磁盘健康状况</translation>
        </message>
        <message>
            <source>Close the other program and check again</source>
            <translation>关闭其他程序后重测</translation>
        </message>
        <message>
            <source>Close the other program, such as the issuer's own tool</source>
            <translation>关闭其他程序，例如发证机构自带的工具</translation>
        </message>
        <message>
            <source>Correct seat.toml</source>
            <translation>改正 seat.toml</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Driver</source>
            <translation>驱动</translation>
        </message>
        <message>
            <source>Echo is only lowered by {loss} dB</source>
            <translation>回声仅降低 {loss} dB</translation>
        </message>
        <message>
            <source>Echo suppression</source>
            <translation>回声抑制</translation>
        </message>
        <message>
            <source>Either it begins later, or the clock of this seat is wrong.</source>
            <translation>要么证书尚未生效，要么本机位时钟不准。</translation>
        </message>
        <message>
            <source>Enrol the seat with a fresh code (seat-client enrol)</source>
            <translation>用新的一次性编码重新注册机位（seat-client enrol）</translation>
        </message>
        <message>
            <source>Enter the PIN once correctly, which gives all tries back</source>
            <translation>正确输入一次 PIN，即可恢复全部次数</translation>
        </message>
        <message>
            <source>Enter the key once: seat-client technicians add NAME</source>
            <translation>首次使用须登记：seat-client technicians add 姓名</translation>
        </message>
        <message>
            <source>Every entry would wait for it.</source>
            <translation>每次录入都要等待写盘。</translation>
        </message>
        <message>
            <source>Face models</source>
            <translation>人脸模型</translation>
        </message>
        <message>
            <source>Faces and papers cannot be made out.</source>
            <translation>人脸和材料都看不清。</translation>
        </message>
        <message>
            <source>Fingerprint reader</source>
            <translation>指纹仪</translation>
        </message>
        <message>
            <source>Fonts</source>
            <translation>字体</translation>
        </message>
        <message>
            <source>For the place</source>
            <translation>场所负责人</translation>
        </message>
        <message>
            <source>Have it renewed before {until}</source>
            <translation>请在 {until} 前更新</translation>
        </message>
        <message>
            <source>Identity and system</source>
            <translation>身份与系统</translation>
        </message>
        <message>
            <source>If it does not start, install the package pcscd</source>
            <translation>如无法启动，请安装 pcscd 软件包</translation>
        </message>
        <message>
            <source>If it hangs again, restart the seat</source>
            <translation>如再次无响应，请重启机位</translation>
        </message>
        <message>
            <source>If the cable is sound, report it to the provider of the line</source>
            <translation>如网线完好，请向线路运营商报修</translation>
        </message>
        <message>
            <source>Input method</source>
            <translation>输入法</translation>
        </message>
        <message>
            <source>Install ibus and ibus-libpinyin</source>
            <translation>安装 ibus 与 ibus-libpinyin</translation>
        </message>
        <message>
            <source>Install the maker's package and name it in seat.toml (seat-client keys says how)</source>
            <translation>安装厂商软件包，并写入 seat.toml（seat-client keys 会给出写法）</translation>
        </message>
        <message>
            <source>Install the maker's package for this system and processor</source>
            <translation>安装适合本系统和处理器的厂商软件包</translation>
        </message>
        <message>
            <source>Install the maker's package, or correct seat.toml</source>
            <translation>安装厂商软件包，或改正 seat.toml</translation>
        </message>
        <message>
            <source>Install the package libportaudio2</source>
            <translation>安装 libportaudio2 软件包</translation>
        </message>
        <message>
            <source>Install the package; for trying things out this does no harm</source>
            <translation>请安装正式软件包；仅试用时无妨</translation>
        </message>
        <message>
            <source>Install the program again</source>
            <translation>重新安装程序</translation>
        </message>
        <message>
            <source>Install the program again; if it happens again, tell the centre</source>
            <translation>重新安装程序；如再次出现，请报告中心</translation>
        </message>
        <message>
            <source>It can be read, and there is nothing to sign with on it.</source>
            <translation>可以读取，但其中没有可用于签名的证书。</translation>
        </message>
        <message>
            <source>It could be opened, and then no sound came.</source>
            <translation>可以打开，但之后没有声音。</translation>
        </message>
        <message>
            <source>It ended on {until}; what it signs counts for nothing.</source>
            <translation>已于 {until} 到期，其签名无效。</translation>
        </message>
        <message>
            <source>It gave no list of readers.</source>
            <translation>未能列出读卡器。</translation>
        </message>
        <message>
            <source>It holds, but the experts will wait as long.</source>
            <translation>签名有效，但专家签名时也要等这么久。</translation>
        </message>
        <message>
            <source>It is not the one that was measured, and is not used.</source>
            <translation>与经过测定的模型不一致，已停用。</translation>
        </message>
        <message>
            <source>It lacks the usage “non-repudiation”.</source>
            <translation>缺少“不可否认”用途。</translation>
        </message>
        <message>
            <source>It runs and sends digital silence: it is muted or switched off.</source>
            <translation>正在运行，但只有数字静音：已被静音或关闭。</translation>
        </message>
        <message>
            <source>It was wrong too often; the seat cannot undo that.</source>
            <translation>PIN 输错次数过多，机位无法解锁。</translation>
        </message>
        <message>
            <source>Key storage</source>
            <translation>密钥存放</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>合格线</translation>
        </message>
        <message>
            <source>Line to the centre</source>
            <translation>到中心的线路</translation>
        </message>
        <message>
            <source>Loudspeaker</source>
            <translation>扬声器</translation>
        </message>
        <message>
            <source>Lower the microphone in the system's sound settings</source>
            <translation>在系统声音设置中调低麦克风音量</translation>
        </message>
        <message>
            <source>Make a diagnostics bundle (seat-client diagnostics) and send it to support</source>
            <translation>生成诊断包（seat-client diagnostics）并发给技术支持</translation>
        </message>
        <message>
            <source>Make room before an evaluation with large bids</source>
            <translation>评审大体量投标文件前请先清理空间</translation>
        </message>
        <message>
            <source>Make room on the disk that holds the seat's data</source>
            <translation>清理机位数据所在磁盘</translation>
        </message>
        <message>
            <source>Make sure of the PIN, then sign again</source>
            <translation>确认 PIN 码后再次试签名</translation>
        </message>
        <message>
            <source>Measured</source>
            <translation>实测</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>No Chinese input method</source>
            <translation>没有中文输入法</translation>
        </message>
        <message>
            <source>No PIN was tried: an expert's key is never used for a trial.</source>
            <translation>未尝试任何 PIN 码：专家的 Key 从不用于试签名。</translation>
        </message>
        <message>
            <source>No answer within the time</source>
            <translation>限时内没有响应</translation>
        </message>
        <message>
            <source>No camera</source>
            <translation>没有摄像头</translation>
        </message>
        <message>
            <source>No card or key</source>
            <translation>没有插卡或 Key</translation>
        </message>
        <message>
            <source>No card reader</source>
            <translation>没有读卡器</translation>
        </message>
        <message>
            <source>No fingerprint reader</source>
            <translation>没有指纹仪</translation>
        </message>
        <message>
            <source>No loudspeaker</source>
            <translation>没有扬声器</translation>
        </message>
        <message>
            <source>No microphone</source>
            <translation>没有麦克风</translation>
        </message>
        <message>
            <source>No technician's key is in</source>
            <translation>未插入技术人员的 Key</translation>
        </message>
        <message>
            <source>Nobody else may use the line during an evaluation</source>
            <translation>评标期间他人不得占用该线路</translation>
        </message>
        <message>
            <source>Noise is only lowered by {reduction} dB</source>
            <translation>噪声仅降低 {reduction} dB</translation>
        </message>
        <message>
            <source>Noise reduction</source>
            <translation>麦克风降噪</translation>
        </message>
        <message>
            <source>Nothing could be kept during an evaluation.</source>
            <translation>评标时将无法保存任何内容。</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>One try is left</source>
            <translation>只剩一次机会</translation>
        </message>
        <message>
            <source>Only a reminder: it does not keep the seat from passing.</source>
            <translation>仅为提醒，不影响验收。</translation>
        </message>
        <message>
            <source>Only {free_gb} GB are free</source>
            <translation>仅剩 {free_gb} GB</translation>
        </message>
        <message>
            <source>Only {rate} pictures a second</source>
            <translation>每秒仅 {rate} 帧</translation>
        </message>
        <message>
            <source>Only {tries_left} tries of the PIN are left</source>
            <translation>PIN 仅剩 {tries_left} 次</translation>
        </message>
        <message>
            <source>Open the lens cover; peel off the protective film</source>
            <translation>打开镜头盖，撕掉保护膜</translation>
        </message>
        <message>
            <source>Or correct the path in seat.toml</source>
            <translation>或改正 seat.toml 中的路径</translation>
        </message>
        <message>
            <source>Or move the microphone 50 cm away from it</source>
            <translation>或将麦克风移开 50 厘米以上</translation>
        </message>
        <message>
            <source>Or turn the loudspeaker down to 60 %</source>
            <translation>或把扬声器音量降到 60% 以下</translation>
        </message>
        <message>
            <source>Others may read the seat's keys</source>
            <translation>机位密钥可被他人读取</translation>
        </message>
        <message>
            <source>Others see a stuttering picture, and the movements at sign-in may be missed.</source>
            <translation>对方看到的画面卡顿，签到时的动作也可能漏检。</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Pages and reports would lack letters.</source>
            <translation>页面和报告会缺字。</translation>
        </message>
        <message>
            <source>Picture and sound</source>
            <translation>影像与声音</translation>
        </message>
        <message>
            <source>Pictures and speech would break off.</source>
            <translation>画面和语音会中断。</translation>
        </message>
        <message>
            <source>Please be quiet: the noise of the room is measured (4 s)</source>
            <translation>请保持安静，正在测量房间噪声（4 秒）</translation>
        </message>
        <message>
            <source>Please do not speak: a test sound is played (9 s)</source>
            <translation>请勿说话，正在播放测试声（9 秒）</translation>
        </message>
        <message>
            <source>Please read aloud: “I undertake to evaluate objectively and fairly.” (6 s)</source>
            <translation>请朗读：“本人承诺客观公正地履行评审职责。”（6 秒）</translation>
        </message>
        <message>
            <source>Plug it in; or take finger out of [devices] and [sign_in]</source>
            <translation>插上指纹仪；或从 [devices] 和 [sign_in] 中去掉指纹</translation>
        </message>
        <message>
            <source>Plug the camera into a port of the machine itself, not into a hub</source>
            <translation>将摄像头直接插在主机接口上，不要接集线器</translation>
        </message>
        <message>
            <source>Plug the reader or USB key into a port at the back of the machine</source>
            <translation>将读卡器或 USB Key 插到主机后部接口</translation>
        </message>
        <message>
            <source>Practice</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Press the switch on the microphone or in the headset's cable</source>
            <translation>打开麦克风或耳机线上的开关</translation>
        </message>
        <message>
            <source>Program files</source>
            <translation>程序完整性</translation>
        </message>
        <message>
            <source>Program version</source>
            <translation>程序版本</translation>
        </message>
        <message>
            <source>Put a lamp in front of the person, not behind</source>
            <translation>灯放在人的前方，不要放在身后</translation>
        </message>
        <message>
            <source>Put in the key of a technician who is entered at this seat</source>
            <translation>插入已在本机位登记的技术人员的 Key</translation>
        </message>
        <message>
            <source>Put the test key in, chip first, as far as it goes</source>
            <translation>插入测试 Key，芯片朝前，插到底</translation>
        </message>
        <message>
            <source>RSA with 1024 bits is no longer accepted.</source>
            <translation>RSA 1024 位已不再认可。</translation>
        </message>
        <message>
            <source>Raise the microphone in the system's sound settings</source>
            <translation>在系统声音设置中调高麦克风音量</translation>
        </message>
        <message>
            <source>Reasons and comments could not be typed in Chinese.</source>
            <translation>无法用中文填写理由和意见。</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Replace the disk</source>
            <translation>更换磁盘</translation>
        </message>
        <message>
            <source>Restart the seat</source>
            <translation>重启机位</translation>
        </message>
        <message>
            <source>Restore it from the seat's backup, or take another seat</source>
            <translation>用机位备份恢复，或改用其他机位</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Room noise</source>
            <translation>房间噪声</translation>
        </message>
        <message>
            <source>Saving takes {fsync_ms} ms</source>
            <translation>写盘需 {fsync_ms} ms</translation>
        </message>
        <message>
            <source>Seal a credential with systemd-creds, as the installer does, and enrol the seat</source>
            <translation>按安装程序的做法用 systemd-creds 封装凭据，再注册机位</translation>
        </message>
        <message>
            <source>Seat</source>
            <translation>机位</translation>
        </message>
        <message>
            <source>Seat acceptance certificate</source>
            <translation>机位验收证书</translation>
        </message>
        <message>
            <source>Seat and centre do not fit</source>
            <translation>机位与中心版本不匹配</translation>
        </message>
        <message>
            <source>See to the lines first</source>
            <translation>先处理线路问题</translation>
        </message>
        <message>
            <source>Self-test record</source>
            <translation>机位自检记录</translation>
        </message>
        <message>
            <source>Sign-in by face is not possible.</source>
            <translation>无法使用人脸签到。</translation>
        </message>
        <message>
            <source>Signatures would carry a wrong time.</source>
            <translation>签名会带上错误的时间。</translation>
        </message>
        <message>
            <source>Signing chain</source>
            <translation>签名链</translation>
        </message>
        <message>
            <source>Speak 20 cm from the microphone, at the usual strength</source>
            <translation>距麦克风 20 厘米，用平常的音量说话</translation>
        </message>
        <message>
            <source>Speech is distorted</source>
            <translation>语音失真</translation>
        </message>
        <message>
            <source>Speech is too quiet ({speech} dB)</source>
            <translation>语音太小（{speech} dB）</translation>
        </message>
        <message>
            <source>Start it: systemctl enable --now pcscd.socket</source>
            <translation>启动服务：systemctl enable --now pcscd.socket</translation>
        </message>
        <message>
            <source>Start the seat with QT_IM_MODULE=ibus, as the kiosk session does</source>
            <translation>以 QT_IM_MODULE=ibus 启动机位，如专用会话那样</translation>
        </message>
        <message>
            <source>Switch on the light</source>
            <translation>打开照明</translation>
        </message>
        <message>
            <source>Switch time synchronisation on: timedatectl set-ntp true</source>
            <translation>开启时间同步：timedatectl set-ntp true</translation>
        </message>
        <message>
            <source>Take the key out and put it in again</source>
            <translation>拔出 Key 后重新插入</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>技术人员</translation>
        </message>
        <message>
            <source>The PIN is blocked</source>
            <translation>PIN 已锁定</translation>
        </message>
        <message>
            <source>The PIN was wrong</source>
            <translation>PIN 码不正确</translation>
        </message>
        <message>
            <source>The camera failed ({code})</source>
            <translation>摄像头故障（{code}）</translation>
        </message>
        <message>
            <source>The camera sends no picture</source>
            <translation>摄像头没有画面</translation>
        </message>
        <message>
            <source>The camera that seat.toml names is not there.</source>
            <translation>seat.toml 指定的摄像头不在。</translation>
        </message>
        <message>
            <source>The camera works and sees nothing (brightness {brightness} of 255).</source>
            <translation>摄像头工作正常但看不到东西（亮度 {brightness}，满值 255）。</translation>
        </message>
        <message>
            <source>The card service does not run</source>
            <translation>读卡服务未运行</translation>
        </message>
        <message>
            <source>The card service runs and sees no reader.</source>
            <translation>读卡服务正常，但没有识别到读卡器。</translation>
        </message>
        <message>
            <source>The centre cannot be reached</source>
            <translation>无法连接中心</translation>
        </message>
        <message>
            <source>The centre does not listen</source>
            <translation>中心没有应答</translation>
        </message>
        <message>
            <source>The centre refuses this seat ({code})</source>
            <translation>中心拒绝本机位（{code}）</translation>
        </message>
        <message>
            <source>The certificate cannot be read</source>
            <translation>无法读取证书</translation>
        </message>
        <message>
            <source>The certificate ends in {days} days</source>
            <translation>证书 {days} 天后到期</translation>
        </message>
        <message>
            <source>The certificate has ended</source>
            <translation>证书已到期</translation>
        </message>
        <message>
            <source>The certificate is not meant for signing</source>
            <translation>证书不能用于签名</translation>
        </message>
        <message>
            <source>The certificate is not valid yet</source>
            <translation>证书尚未生效</translation>
        </message>
        <message>
            <source>The check itself failed</source>
            <translation>检测程序出错</translation>
        </message>
        <message>
            <source>The clock is {offset_ms} ms off</source>
            <translation>时钟偏差 {offset_ms} ms</translation>
        </message>
        <message>
            <source>The clock jumped during the check</source>
            <translation>检测期间时钟发生跳变</translation>
        </message>
        <message>
            <source>The device or its driver hangs; the other checks went on.</source>
            <translation>设备或驱动无响应；其他检测已继续进行。</translation>
        </message>
        <message>
            <source>The disk cannot be written</source>
            <translation>磁盘无法写入</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>The driver does not know this card</source>
            <translation>驱动不认识此卡</translation>
        </message>
        <message>
            <source>The driver failed ({code})</source>
            <translation>驱动故障（{code}）</translation>
        </message>
        <message>
            <source>The driver library crashed</source>
            <translation>驱动库崩溃</translation>
        </message>
        <message>
            <source>The driver library {library} is missing</source>
            <translation>缺少驱动库 {library}</translation>
        </message>
        <message>
            <source>The face models are missing</source>
            <translation>缺少人脸模型</translation>
        </message>
        <message>
            <source>The fingerprint reader failed</source>
            <translation>指纹仪故障</translation>
        </message>
        <message>
            <source>The font {file} is damaged</source>
            <translation>字体 {file} 已损坏</translation>
        </message>
        <message>
            <source>The font {file} is missing</source>
            <translation>缺少字体 {file}</translation>
        </message>
        <message>
            <source>The holder has it renewed at its issuer</source>
            <translation>由持有人到发证机构更新</translation>
        </message>
        <message>
            <source>The input method is not switched on</source>
            <translation>输入法未启用</translation>
        </message>
        <message>
            <source>The interface that seat.toml names is not there or not up.</source>
            <translation>seat.toml 指定的网口不存在或未启用。</translation>
        </message>
        <message>
            <source>The issuer unblocks it, or issues another key</source>
            <translation>由发证机构解锁，或另发 Key</translation>
        </message>
        <message>
            <source>The key does not answer</source>
            <translation>Key 没有响应</translation>
        </message>
        <message>
            <source>The key does not say how many tries are left.</source>
            <translation>该 Key 不提供剩余次数。</translation>
        </message>
        <message>
            <source>The key holds no certificate for signing</source>
            <translation>Key 中没有签名证书</translation>
        </message>
        <message>
            <source>The key is of {vendor}, which the system's card service alone cannot speak to.</source>
            <translation>此 Key 为 {vendor} 产品，系统读卡服务无法直接使用。</translation>
        </message>
        <message>
            <source>The key is too weak</source>
            <translation>密钥强度不足</translation>
        </message>
        <message>
            <source>The key lies beside what it protects</source>
            <translation>密钥与所保护的数据放在一起</translation>
        </message>
        <message>
            <source>The key of the store is damaged</source>
            <translation>存储密钥已损坏</translation>
        </message>
        <message>
            <source>The key or its driver computes otherwise than its certificate says.</source>
            <translation>Key 或其驱动的计算结果与证书不符。</translation>
        </message>
        <message>
            <source>The library of the fingerprint reader is missing</source>
            <translation>缺少指纹仪驱动库</translation>
        </message>
        <message>
            <source>The library of {family} took its own process down; the seat goes on.</source>
            <translation>{family} 驱动库使其自身进程退出；机位继续运行。</translation>
        </message>
        <message>
            <source>The line does not reach the centre</source>
            <translation>线路不通中心</translation>
        </message>
        <message>
            <source>The line has no address</source>
            <translation>线路没有地址</translation>
        </message>
        <message>
            <source>The line is too narrow</source>
            <translation>线路带宽不足</translation>
        </message>
        <message>
            <source>The line is unsteady (jitter {jitter_ms} ms)</source>
            <translation>线路不稳定（抖动 {jitter_ms} ms）</translation>
        </message>
        <message>
            <source>The line loses {loss_percent} %</source>
            <translation>线路丢包 {loss_percent}%</translation>
        </message>
        <message>
            <source>The line works; at the centre's address nobody answers.</source>
            <translation>线路正常，但中心地址无人应答。</translation>
        </message>
        <message>
            <source>The list of the program's files is damaged</source>
            <translation>程序文件清单已损坏</translation>
        </message>
        <message>
            <source>The microphone does not hear the loudspeaker</source>
            <translation>麦克风听不到扬声器</translation>
        </message>
        <message>
            <source>The microphone is silent</source>
            <translation>麦克风无声</translation>
        </message>
        <message>
            <source>The microphone sends nothing</source>
            <translation>麦克风没有数据</translation>
        </message>
        <message>
            <source>The others hear the noise whenever somebody speaks here.</source>
            <translation>本机位有人发言时，对方会一直听到噪声。</translation>
        </message>
        <message>
            <source>The others hear themselves: loudspeaker too loud, or too near the microphone.</source>
            <translation>对方会听到自己的声音：扬声器音量过大，或离麦克风过近。</translation>
        </message>
        <message>
            <source>The picture is black</source>
            <translation>画面全黑</translation>
        </message>
        <message>
            <source>The picture is dark</source>
            <translation>画面偏暗</translation>
        </message>
        <message>
            <source>The picture is only {width}×{height}</source>
            <translation>画面仅 {width}×{height}</translation>
        </message>
        <message>
            <source>The picture is too bright</source>
            <translation>画面过亮</translation>
        </message>
        <message>
            <source>The program's files cannot be compared</source>
            <translation>无法核对程序文件</translation>
        </message>
        <message>
            <source>The reader is there and empty.</source>
            <translation>读卡器正常，但其中无卡。</translation>
        </message>
        <message>
            <source>The reader that seat.toml names is not there.</source>
            <translation>seat.toml 指定的指纹仪不在。</translation>
        </message>
        <message>
            <source>The room is too loud ({room} dB)</source>
            <translation>房间太吵（{room} dB）</translation>
        </message>
        <message>
            <source>The seat may not write into its own folder.</source>
            <translation>机位无权写入自己的文件夹。</translation>
        </message>
        <message>
            <source>The service of the fingerprint reader does not run</source>
            <translation>指纹仪服务未运行</translation>
        </message>
        <message>
            <source>The signature does not fit the certificate</source>
            <translation>签名与证书不符</translation>
        </message>
        <message>
            <source>The sound could not be opened</source>
            <translation>声音设备无法打开</translation>
        </message>
        <message>
            <source>The sound library is missing</source>
            <translation>缺少声音库</translation>
        </message>
        <message>
            <source>The sound service does not run</source>
            <translation>声音服务未运行</translation>
        </message>
        <message>
            <source>The trial signature failed ({code})</source>
            <translation>试签名失败（{code}）</translation>
        </message>
        <message>
            <source>The trial signature took {seconds} s</source>
            <translation>试签名用时 {seconds} 秒</translation>
        </message>
        <message>
            <source>There is a program file too many</source>
            <translation>多出程序文件</translation>
        </message>
        <message>
            <source>There is no driver {family}</source>
            <translation>没有名为 {family} 的驱动</translation>
        </message>
        <message>
            <source>This check failed (code {code}).</source>
            <translation>检测未通过（代码 {code}）。</translation>
        </message>
        <message>
            <source>This copy was not installed from a package and brings no list of its files.</source>
            <translation>本程序不是由软件包安装，没有随附文件清单。</translation>
        </message>
        <message>
            <source>This is a fault of the program, not of the device.</source>
            <translation>这是程序故障，不是设备故障。</translation>
        </message>
        <message>
            <source>This key has no such PIN</source>
            <translation>该 Key 不接受这样的 PIN 码</translation>
        </message>
        <message>
            <source>This key needs the driver library {library}</source>
            <translation>此 Key 需要驱动库 {library}</translation>
        </message>
        <message>
            <source>This seat has an address on it, and nothing comes back.</source>
            <translation>本机位在该线路上有地址，但没有回应。</translation>
        </message>
        <message>
            <source>This seat speaks contract {ours}, the centre {theirs}.</source>
            <translation>本机位使用接口版本 {ours}，中心为 {theirs}。</translation>
        </message>
        <message>
            <source>Too short, too long or a wrong character; no try was spent.</source>
            <translation>长度或字符不符；未消耗次数。</translation>
        </message>
        <message>
            <source>Trial signature</source>
            <translation>试签名</translation>
        </message>
        <message>
            <source>Try another port of the machine, without a hub</source>
            <translation>换一个机身接口，不经集线器</translation>
        </message>
        <message>
            <source>Try another port; then another cable</source>
            <translation>换一个接口；再换一根线</translation>
        </message>
        <message>
            <source>Try with another key: if that one works, this one is defective</source>
            <translation>换一个 Key 试：如另一个正常，则此 Key 已坏</translation>
        </message>
        <message>
            <source>Turn the seat away from the window, or draw the curtain</source>
            <translation>将机位背向窗户，或拉上窗帘</translation>
        </message>
        <message>
            <source>Unlock the key with its issuer's own tool, or take another key</source>
            <translation>用发证机构的工具解锁，或换一把 Key</translation>
        </message>
        <message>
            <source>Unplug the device, wait 10 seconds, plug it in again</source>
            <translation>拔下设备，等待 10 秒后重新插上</translation>
        </message>
        <message>
            <source>Update the seat</source>
            <translation>升级机位程序</translation>
        </message>
        <message>
            <source>Use a camera with at least 1280×720</source>
            <translation>使用分辨率不低于 1280×720 的摄像头</translation>
        </message>
        <message>
            <source>Use the headset that was delivered (best)</source>
            <translation>改用配发的头戴耳机（首选）</translation>
        </message>
        <message>
            <source>Wait a minute and check again</source>
            <translation>等待一分钟后重测</translation>
        </message>
        <message>
            <source>Whoever copies the disk can read it.</source>
            <translation>复制磁盘的人可以读取密钥。</translation>
        </message>
        <message>
            <source>Wired line</source>
            <translation>有线专线</translation>
        </message>
        <message>
            <source>With a headset that is as it should be.</source>
            <translation>使用耳机时属正常。</translation>
        </message>
        <message>
            <source>Without one: switch the loudspeaker on and turn it up</source>
            <translation>未用耳机时：打开扬声器并调高音量</translation>
        </message>
        <message>
            <source>Without pcscd no reader can be reached.</source>
            <translation>没有 pcscd 服务就无法使用读卡器。</translation>
        </message>
        <message>
            <source>chmod 700 the data folder and 600 the files in it; then enrol the seat anew</source>
            <translation>数据文件夹权限设为 700，其中文件设为 600；然后重新注册机位</translation>
        </message>
        <message>
            <source>contract {contract}</source>
            <translation>接口版本 {contract}</translation>
        </message>
        <message>
            <source>ends in {days} days</source>
            <translation>{days} 天后到期</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>不合格</translation>
        </message>
        <message>
            <source>not blocked, {tries_left} tries left</source>
            <translation>未锁定，剩余 {tries_left} 次</translation>
        </message>
        <message>
            <source>not checked</source>
            <translation>未检测</translation>
        </message>
        <message>
            <source>not fitted</source>
            <translation>未配备</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>reminder</source>
            <translation>提醒</translation>
        </message>
        <message>
            <source>seat-client provision devices lists the cameras by their stable names</source>
            <translation>seat-client provision devices 按固定名称列出摄像头</translation>
        </message>
        <message>
            <source>seat.toml names it under [devices] token, and it does not load here.</source>
            <translation>seat.toml 在 [devices] token 中指定了它，但在本机无法加载。</translation>
        </message>
        <message>
            <source>seat.toml names it under [devices] token.</source>
            <translation>seat.toml 在 [devices] token 中指定了它。</translation>
        </message>
        <message>
            <source>speech {speech} dB</source>
            <translation>语音 {speech} dB</translation>
        </message>
        <message>
            <source>version {version}</source>
            <translation>版本 {version}</translation>
        </message>
        <message>
            <source>{all} checks: {passed} passed, {reminded} reminders, {failed} failed</source>
            <translation>{all} 项：{passed} 项合格，{reminded} 项提醒，{failed} 项不合格</translation>
        </message>
        <message>
            <source>{count} found</source>
            <translation>识别 {count} 台</translation>
        </message>
        <message>
            <source>{device}</source>
            <translation>{device}</translation>
        </message>
        <message>
            <source>{files} files, {letters} letters</source>
            <translation>{files} 个字体，{letters} 字</translation>
        </message>
        <message>
            <source>{file} is not the one that was delivered.</source>
            <translation>{file} 与交付时不一致。</translation>
        </message>
        <message>
            <source>{file} was delivered and is gone.</source>
            <translation>{file} 交付时存在，现已丢失。</translation>
        </message>
        <message>
            <source>{file} was not delivered.</source>
            <translation>{file} 不在交付清单中。</translation>
        </message>
        <message>
            <source>{free_gb} GB free · write {fsync_ms} ms</source>
            <translation>剩余 {free_gb} GB · 写盘 {fsync_ms} ms</translation>
        </message>
        <message>
            <source>{keys} signing keys</source>
            <translation>签名密钥 {keys} 个</translation>
        </message>
        <message>
            <source>{library} does not load here.</source>
            <translation>{library} 在本机无法加载。</translation>
        </message>
        <message>
            <source>{loss} dB</source>
            <translation>{loss} dB</translation>
        </message>
        <message>
            <source>{method}</source>
            <translation>{method}</translation>
        </message>
        <message>
            <source>{models} models unchanged</source>
            <translation>{models} 个模型一致</translation>
        </message>
        <message>
            <source>{offset_ms} ms apart</source>
            <translation>偏差 {offset_ms} ms</translation>
        </message>
        <message>
            <source>{readers} readers answer</source>
            <translation>{readers} 台应答</translation>
        </message>
        <message>
            <source>{reader}</source>
            <translation>{reader}</translation>
        </message>
        <message>
            <source>{reduction} dB less</source>
            <translation>降低 {reduction} dB</translation>
        </message>
        <message>
            <source>{room} dB</source>
            <translation>{room} dB</translation>
        </message>
        <message>
            <source>{rtt_ms} ms, jitter {jitter_ms} ms, loss {loss_percent} %</source>
            <translation>时延 {rtt_ms} ms，抖动 {jitter_ms} ms，丢包 {loss_percent}%</translation>
        </message>
        <message>
            <source>{rtt_ms} ms, jitter {jitter_ms} ms, loss {loss_percent} %, up {up_mbit}, down {down_mbit} Mbit/s</source>
            <translation>时延 {rtt_ms} ms，抖动 {jitter_ms} ms，丢包 {loss_percent}%，上行 {up_mbit}、下行 {down_mbit} Mbit/s</translation>
        </message>
        <message>
            <source>{seconds} s, verified</source>
            <translation>{seconds} 秒，验签通过</translation>
        </message>
        <message>
            <source>{title}: {before} → {now}</source>
            <translation>{title}：{before} → {now}</translation>
        </message>
        <message>
            <source>{tries_left} tries are left; then only the issuer can unblock the key.</source>
            <translation>还剩 {tries_left} 次；用完后只能由发证机构解锁。</translation>
        </message>
        <message>
            <source>{width}×{height} · {rate} pictures/s · brightness {brightness}</source>
            <translation>{width}×{height} · {rate} 帧 · 亮度 {brightness}</translation>
        </message>
        <message>
            <source>≤ {offset_ms} ms</source>
            <translation>≤ {offset_ms} ms</translation>
        </message>
        <message>
            <source>≤ {room} dB</source>
            <translation>≤ {room} dB</translation>
        </message>
        <message>
            <source>≤ {rtt_ms} ms, ≤ {jitter_ms} ms, ≤ {loss_percent} %, ≥ {mbit} Mbit/s</source>
            <translation>≤ {rtt_ms} ms，≤ {jitter_ms} ms，≤ {loss_percent}%，≥ {mbit} Mbit/s</translation>
        </message>
        <message>
            <source>≤ {seconds} s</source>
            <translation>≤ {seconds} 秒</translation>
        </message>
        <message>
            <source>≥ {days} days</source>
            <translation>≥ {days} 天</translation>
        </message>
        <message>
            <source>≥ {free_gb} GB, ≤ {fsync_ms} ms</source>
            <translation>≥ {free_gb} GB，≤ {fsync_ms} ms</translation>
        </message>
        <message>
            <source>≥ {height}p, {rate}/s</source>
            <translation>≥ {height}p，{rate} 帧</translation>
        </message>
        <message>
            <source>≥ {loss} dB</source>
            <translation>≥ {loss} dB</translation>
        </message>
        <message>
            <source>≥ {reduction} dB</source>
            <translation>≥ {reduction} dB</translation>
        </message>
        <message>
            <source>≥ {speech} dB</source>
            <translation>≥ {speech} dB</translation>
        </message>
    </context>
    <context>
        <name>Sentences</name>
        <message>
            <source>A PIN of this key never looks like this; no try was used.</source>
            <translation>PIN 码格式不符，未计入尝试次数。</translation>
        </message>
        <message>
            <source>A check of the report has failed.</source>
            <translation>报告有一项核对未通过。</translation>
        </message>
        <message>
            <source>A device failed.</source>
            <translation>设备故障。</translation>
        </message>
        <message>
            <source>A document arrived damaged.</source>
            <translation>文件传输损坏。</translation>
        </message>
        <message>
            <source>A new committee is to be formed.</source>
            <translation>须重新组建评标委员会。</translation>
        </message>
        <message>
            <source>A reason is required here.</source>
            <translation>此处须填写理由。</translation>
        </message>
        <message>
            <source>A recusal needs a bidder and a ground.</source>
            <translation>申请回避须指明投标人与情形。</translation>
        </message>
        <message>
            <source>A score cannot be below 0.</source>
            <translation>得分不能低于 0。</translation>
        </message>
        <message>
            <source>A successor sits in this member's place; this seat takes no further part.</source>
            <translation>该评委已由他人接替，本机位不再参与评审。</translation>
        </message>
        <message>
            <source>An entry could not be sent.</source>
            <translation>有一条记录无法上传。</translation>
        </message>
        <message>
            <source>An event of this seat carries no readable time.</source>
            <translation>本席的一条事件没有可识别的时间。</translation>
        </message>
        <message>
            <source>Another key lies in the reader now.</source>
            <translation>读卡器中已换成另一个 Key。</translation>
        </message>
        <message>
            <source>Another member gives the reason for this hint.</source>
            <translation>该提示由其他评委说明理由。</translation>
        </message>
        <message>
            <source>Another member is signing just now.</source>
            <translation>其他评委正在签署。</translation>
        </message>
        <message>
            <source>Another program uses the key.</source>
            <translation>Key 正被其他程序占用。</translation>
        </message>
        <message>
            <source>Another signature reached the report first.</source>
            <translation>其他成员先完成了签署。</translation>
        </message>
        <message>
            <source>Ask the staff which seat is yours.</source>
            <translation>请向工作人员确认您的机位。</translation>
        </message>
        <message>
            <source>Call technical support.</source>
            <translation>请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Call technical support: the centre must send a new list before you can sign.</source>
            <translation>请呼叫技术支持更新名单。</translation>
        </message>
        <message>
            <source>Call technical support: the centre must send the list before you can sign.</source>
            <translation>请呼叫技术支持下发名单。</translation>
        </message>
        <message>
            <source>Call technical support; other keys go on working.</source>
            <translation>请呼叫技术支持；其他 Key 不受影响。</translation>
        </message>
        <message>
            <source>Call technical support; your work goes on.</source>
            <translation>请联系技术支持；您的评审不受影响。</translation>
        </message>
        <message>
            <source>Call the second person.</source>
            <translation>请第二名人员到场确认。</translation>
        </message>
        <message>
            <source>Check the PIN and press once more.</source>
            <translation>请核对 PIN 码后再按一次。</translation>
        </message>
        <message>
            <source>Check the figures again, then confirm.</source>
            <translation>请重新核对后确认。</translation>
        </message>
        <message>
            <source>Choose a kind from the list.</source>
            <translation>请从列表中选择动议类型。</translation>
        </message>
        <message>
            <source>Choose a motion from the list.</source>
            <translation>请从列表中选择。</translation>
        </message>
        <message>
            <source>Choose a question from the list.</source>
            <translation>请从列表中选择。</translation>
        </message>
        <message>
            <source>Choose an objective item, or put another motion.</source>
            <translation>请选择客观分项，或提出其他动议。</translation>
        </message>
        <message>
            <source>Choose another bid.</source>
            <translation>请另选一份。</translation>
        </message>
        <message>
            <source>Choose another criterion.</source>
            <translation>请另选一项。</translation>
        </message>
        <message>
            <source>Choose another document.</source>
            <translation>请另选一份文件。</translation>
        </message>
        <message>
            <source>Choose another hint.</source>
            <translation>请另选一条提示。</translation>
        </message>
        <message>
            <source>Choose another item.</source>
            <translation>请另选一项。</translation>
        </message>
        <message>
            <source>Choose another member.</source>
            <translation>请另选一位成员。</translation>
        </message>
        <message>
            <source>Choose one of the decisions shown.</source>
            <translation>请从所列决定中选择。</translation>
        </message>
        <message>
            <source>Choose recusal, absence or fault.</source>
            <translation>请选择回避、缺席或故障。</translation>
        </message>
        <message>
            <source>Choose the bidder and write the ground.</source>
            <translation>请选择投标人并填写情形。</translation>
        </message>
        <message>
            <source>Complete it, then put it again.</source>
            <translation>请补充后重新提出。</translation>
        </message>
        <message>
            <source>Connect it, or call technical support.</source>
            <translation>请连接设备，或呼叫技术支持。</translation>
        </message>
        <message>
            <source>Correct the item shown.</source>
            <translation>请更正页面所示项目。</translation>
        </message>
        <message>
            <source>Draw another expert.</source>
            <translation>请另行抽取专家。</translation>
        </message>
        <message>
            <source>Enter the PIN again.</source>
            <translation>请重新输入 PIN 码。</translation>
        </message>
        <message>
            <source>Finish it first.</source>
            <translation>请先完成本次评标。</translation>
        </message>
        <message>
            <source>Finish the steps shown; questions and motions are possible then.</source>
            <translation>请先完成当前步骤，之后可提出问题与动议。</translation>
        </message>
        <message>
            <source>Go on in the stage shown at the left.</source>
            <translation>请在左侧所示阶段继续。</translation>
        </message>
        <message>
            <source>Go on with what the page asks for.</source>
            <translation>请按页面提示继续。</translation>
        </message>
        <message>
            <source>Go on working and call technical support.</source>
            <translation>可以继续评审，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Have the committee elect another chair.</source>
            <translation>请由委员会改选主任委员。</translation>
        </message>
        <message>
            <source>Insert it again and repeat.</source>
            <translation>请重新插入后重试。</translation>
        </message>
        <message>
            <source>Insert your own key again.</source>
            <translation>请重新插入本人 Key。</translation>
        </message>
        <message>
            <source>Insert your own signing key.</source>
            <translation>请插入本人签名 Key。</translation>
        </message>
        <message>
            <source>Insert your signing key, or call technical support.</source>
            <translation>请插入签名 Key，或呼叫技术支持。</translation>
        </message>
        <message>
            <source>Insert your signing key.</source>
            <translation>请插入签名 Key。</translation>
        </message>
        <message>
            <source>It is fetched again; if this stays call technical support.</source>
            <translation>正在重新获取；仍不成功请呼叫技术支持。</translation>
        </message>
        <message>
            <source>It is kept on this seat. Call technical support.</source>
            <translation>已保存在本机，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>It is not said where the phone was handed in.</source>
            <translation>尚未填写手机寄存柜号。</translation>
        </message>
        <message>
            <source>Look at the check marked red and call the supervisor.</source>
            <translation>请查看红色标示的核对项并呼叫监督人员。</translation>
        </message>
        <message>
            <source>Look at the open hints.</source>
            <translation>请查看未处理的提示。</translation>
        </message>
        <message>
            <source>Motions of this kind are not known.</source>
            <translation>不支持这一类动议。</translation>
        </message>
        <message>
            <source>No correction of this item is asked of this seat.</source>
            <translation>本机位当前无需更正该项。</translation>
        </message>
        <message>
            <source>No key lies in the reader.</source>
            <translation>读卡器中没有 Key。</translation>
        </message>
        <message>
            <source>No signing key is inserted.</source>
            <translation>未插入签名 Key。</translation>
        </message>
        <message>
            <source>No signing key was found on the card.</source>
            <translation>卡中没有签名密钥。</translation>
        </message>
        <message>
            <source>No written notice has been served on this member.</source>
            <translation>尚未向该评委送达书面通知。</translation>
        </message>
        <message>
            <source>Not read to the end yet.</source>
            <translation>尚未读至末尾。</translation>
        </message>
        <message>
            <source>Nothing is lost. Number {number}: call support, read it to both officers, then sign in again.</source>
            <translation>内容未丢。核对码 {number}：呼叫技术支持，报读给两位保管人，再重新签到。</translation>
        </message>
        <message>
            <source>Nothing needs to be done.</source>
            <translation>无须处理。</translation>
        </message>
        <message>
            <source>Of {members} members only {experts} are experts; two thirds are required.</source>
            <translation>{members} 名成员中只有 {experts} 名专家，不足三分之二。</translation>
        </message>
        <message>
            <source>One try is left before the key is locked.</source>
            <translation>再错一次 Key 将被锁定。</translation>
        </message>
        <message>
            <source>Only its issuer can unlock it. Call technical support.</source>
            <translation>只有发证机构能解锁，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Only objective items can be corrected by a motion.</source>
            <translation>只有客观分项可以动议更正。</translation>
        </message>
        <message>
            <source>Only the centre's clerk may do this.</source>
            <translation>只有中心工作人员可以进行此操作。</translation>
        </message>
        <message>
            <source>Open it again; should that fail, call the technician.</source>
            <translation>请重新打开；仍不成功时请联系技术人员。</translation>
        </message>
        <message>
            <source>Open the document again.</source>
            <translation>请重新打开文件。</translation>
        </message>
        <message>
            <source>Open the page again and sign once more.</source>
            <translation>请重新打开页面后再签。</translation>
        </message>
        <message>
            <source>Put it down again: flat, in the middle, and keep it still for a moment.</source>
            <translation>请重新按压：手指放平、居中，保持片刻不动。</translation>
        </message>
        <message>
            <source>Put it on record as a dissent in the summary.</source>
            <translation>可在汇总阶段以书面不同意见载明。</translation>
        </message>
        <message>
            <source>Put the motion when all members have submitted.</source>
            <translation>待全体评委提交后再提出。</translation>
        </message>
        <message>
            <source>Read it again, then sign.</source>
            <translation>请重新阅读后签署。</translation>
        </message>
        <message>
            <source>Read the other bids and call the supervisor.</source>
            <translation>可继续评阅其他投标文件，并请联系监督人员。</translation>
        </message>
        <message>
            <source>Read the warnings, then confirm.</source>
            <translation>请阅看提示后确认。</translation>
        </message>
        <message>
            <source>Read to the last line first.</source>
            <translation>请先读至末尾。</translation>
        </message>
        <message>
            <source>Renew it at its issuer. Call technical support.</source>
            <translation>请到发证机构更新，并呼叫技术支持。</translation>
        </message>
        <message>
            <source>Repeat; if it fails again call technical support.</source>
            <translation>请重试；仍不成功请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Rewrite it with codes or without any name; nothing was saved.</source>
            <translation>请改用编号或删去名称，内容尚未保存。</translation>
        </message>
        <message>
            <source>Score them, then submit.</source>
            <translation>请评完后再提交。</translation>
        </message>
        <message>
            <source>Scores go in steps of {step}.</source>
            <translation>评分步长为 {step} 分。</translation>
        </message>
        <message>
            <source>Sending to the centre has stopped.</source>
            <translation>向评标中心上传已停止。</translation>
        </message>
        <message>
            <source>Serve the notice with its deadline first.</source>
            <translation>请先送达通知并载明期限。</translation>
        </message>
        <message>
            <source>Shorten it.</source>
            <translation>请缩短。</translation>
        </message>
        <message>
            <source>Sign in again.</source>
            <translation>请重新签到。</translation>
        </message>
        <message>
            <source>Sign in again; if it stays so, call technical support.</source>
            <translation>请重新签到；仍有问题请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Sign in first.</source>
            <translation>请先签到。</translation>
        </message>
        <message>
            <source>Sign once more.</source>
            <translation>请再签一次。</translation>
        </message>
        <message>
            <source>Sign, or put a motion to elect anew.</source>
            <translation>请签署，或动议改选主任委员。</translation>
        </message>
        <message>
            <source>Signing did not work.</source>
            <translation>签名未完成。</translation>
        </message>
        <message>
            <source>Something unforeseen happened.</source>
            <translation>发生了意外情况。</translation>
        </message>
        <message>
            <source>Stop and call the supervisor.</source>
            <translation>请停止操作并呼叫监督人员。</translation>
        </message>
        <message>
            <source>Stop reading this bid and call the supervisor.</source>
            <translation>请停止评阅本份投标文件，并联系监督人员。</translation>
        </message>
        <message>
            <source>Stop working and call technical support.</source>
            <translation>请停止操作并呼叫技术支持。</translation>
        </message>
        <message>
            <source>Technical items can be corrected only before the codes are opened.</source>
            <translation>技术标得分只能在编号揭晓前更正。</translation>
        </message>
        <message>
            <source>The amount cannot be read.</source>
            <translation>金额无法识别。</translation>
        </message>
        <message>
            <source>The amount in words cannot be read.</source>
            <translation>大写金额无法识别。</translation>
        </message>
        <message>
            <source>The bidder's written explanation is not in yet.</source>
            <translation>投标人的书面说明尚未收到。</translation>
        </message>
        <message>
            <source>The centre answered with an error.</source>
            <translation>评标中心返回错误。</translation>
        </message>
        <message>
            <source>The centre could not read the request.</source>
            <translation>评标中心无法识别请求。</translation>
        </message>
        <message>
            <source>The centre did not accept the signed report ({reason}).</source>
            <translation>评标中心未接受签署后的报告（{reason}）。</translation>
        </message>
        <message>
            <source>The centre does not know this document.</source>
            <translation>评标中心没有该文件。</translation>
        </message>
        <message>
            <source>The centre does not trust the issuer of this key.</source>
            <translation>评标中心不认可该 Key 的发证机构。</translation>
        </message>
        <message>
            <source>The centre found the key's signature wrong.</source>
            <translation>评标中心验证签名未通过。</translation>
        </message>
        <message>
            <source>The centre has not said yet that the evaluation goes on.</source>
            <translation>评标中心尚未下达续评指令。</translation>
        </message>
        <message>
            <source>The centre has sent no revocation list for the issuer of this key.</source>
            <translation>没有该 Key 的吊销名单，不能确认证书有效。</translation>
        </message>
        <message>
            <source>The centre holds another entry in place of this one.</source>
            <translation>评标中心已有另一条对应记录。</translation>
        </message>
        <message>
            <source>The centre holds another entry under the same number.</source>
            <translation>评标中心已有相同编号的另一条记录。</translation>
        </message>
        <message>
            <source>The centre's question to the key has expired.</source>
            <translation>本次核验已超时。</translation>
        </message>
        <message>
            <source>The centre's question to the key is not valid any more.</source>
            <translation>本次核验已失效。</translation>
        </message>
        <message>
            <source>The centre's signature on this document cannot be trusted, so it was not opened.</source>
            <translation>中心对本文件的签名无法确认，文件未打开。</translation>
        </message>
        <message>
            <source>The certificate on the key cannot be read.</source>
            <translation>无法读取 Key 中的证书。</translation>
        </message>
        <message>
            <source>The certificate on the key cannot be used here.</source>
            <translation>Key 中的证书不能用于本系统。</translation>
        </message>
        <message>
            <source>The certificate on the key has been revoked.</source>
            <translation>Key 中的证书已被吊销。</translation>
        </message>
        <message>
            <source>The certificate on the key has expired.</source>
            <translation>Key 中的证书已过期。</translation>
        </message>
        <message>
            <source>The certificate on the key is not made for signing.</source>
            <translation>Key 中的证书不是签名证书。</translation>
        </message>
        <message>
            <source>The certificate on the key is not valid yet.</source>
            <translation>Key 中的证书尚未生效。</translation>
        </message>
        <message>
            <source>The chair cannot refuse here; the committee can elect another chair.</source>
            <translation>主任委员不能在此拒签；可由委员会动议改选。</translation>
        </message>
        <message>
            <source>The chair signs after all other members.</source>
            <translation>组长在其他成员签毕后签署。</translation>
        </message>
        <message>
            <source>The chair's signature closes the report and cannot be deemed.</source>
            <translation>主任委员须亲自签署，不适用视为同意。</translation>
        </message>
        <message>
            <source>The checker has {count} warnings that must be seen before confirming.</source>
            <translation>核对程序有 {count} 条提示，须阅看后才能确认。</translation>
        </message>
        <message>
            <source>The committee has decided on this hint.</source>
            <translation>评标委员会已对该提示作出决定。</translation>
        </message>
        <message>
            <source>The committee has {members} members; an odd number is required.</source>
            <translation>评标委员会有 {members} 人，人数应为单数。</translation>
        </message>
        <message>
            <source>The committee has {members} members; at least {least} are required.</source>
            <translation>评标委员会有 {members} 人，至少应有 {least} 人。</translation>
        </message>
        <message>
            <source>The committee is not composed as the law demands; the review stands still.</source>
            <translation>评标委员会的组成不符合法定要求，评审暂停。</translation>
        </message>
        <message>
            <source>The correction is of another item than the disputed one.</source>
            <translation>更正的项目与争议项目不一致。</translation>
        </message>
        <message>
            <source>The correction of this item is signed already.</source>
            <translation>该项更正已签署。</translation>
        </message>
        <message>
            <source>The deadline is over: agreement has been recorded for this member.</source>
            <translation>期限已过，已记录为视为同意。</translation>
        </message>
        <message>
            <source>The deadline of the notice is not over yet ({deadline}).</source>
            <translation>通知期限尚未届满（{deadline}）。</translation>
        </message>
        <message>
            <source>The device did not answer in time.</source>
            <translation>设备未及时响应。</translation>
        </message>
        <message>
            <source>The device is not connected.</source>
            <translation>设备未连接。</translation>
        </message>
        <message>
            <source>The device refused ({reason}).</source>
            <translation>设备拒绝了操作（{reason}）。</translation>
        </message>
        <message>
            <source>The disk of this seat is full.</source>
            <translation>本机磁盘已满。</translation>
        </message>
        <message>
            <source>The disk of this seat is nearly full ({megabytes} MB left).</source>
            <translation>本机磁盘空间不足（剩余 {megabytes} MB）。</translation>
        </message>
        <message>
            <source>The download broke off.</source>
            <translation>下载中断。</translation>
        </message>
        <message>
            <source>The evaluation centre cannot be reached.</source>
            <translation>无法连接评标中心。</translation>
        </message>
        <message>
            <source>The evaluation has moved on to another stage.</source>
            <translation>评标已进入其他阶段。</translation>
        </message>
        <message>
            <source>The evaluation has not ended yet.</source>
            <translation>评标尚未结束。</translation>
        </message>
        <message>
            <source>The evaluation is not suspended.</source>
            <translation>评标未处于暂停状态。</translation>
        </message>
        <message>
            <source>The evaluation is suspended; what was typed before is kept.</source>
            <translation>评标已暂停，此前的填写均已保存。</translation>
        </message>
        <message>
            <source>The evaluation was sealed and will not be continued by this committee.</source>
            <translation>本次评标已封存终止，不再由本委员会继续。</translation>
        </message>
        <message>
            <source>The fee slip is not there yet.</source>
            <translation>劳务费单尚未生成。</translation>
        </message>
        <message>
            <source>The fee slip signed is not the one the centre made.</source>
            <translation>所签劳务费单与中心生成的不一致。</translation>
        </message>
        <message>
            <source>The finger was not read well.</source>
            <translation>指纹未能清晰采集。</translation>
        </message>
        <message>
            <source>The full score is {max}.</source>
            <translation>本项满分为 {max} 分。</translation>
        </message>
        <message>
            <source>The holder of this key is not expected at this seat.</source>
            <translation>该 Key 的持有人不在本机位。</translation>
        </message>
        <message>
            <source>The key belongs to another person.</source>
            <translation>Key 的持有人不是本席人员。</translation>
        </message>
        <message>
            <source>The key is locked.</source>
            <translation>Key 已锁定。</translation>
        </message>
        <message>
            <source>The key is too short to sign with.</source>
            <translation>密钥长度不足，不能用于签名。</translation>
        </message>
        <message>
            <source>The key made a signature that does not match its certificate.</source>
            <translation>Key 的签名与其证书不符。</translation>
        </message>
        <message>
            <source>The key was opened for one signature and has made it.</source>
            <translation>本次解锁已用于一次签名。</translation>
        </message>
        <message>
            <source>The key was taken out while it was working.</source>
            <translation>Key 在使用中被拔出。</translation>
        </message>
        <message>
            <source>The key's software {name} cannot be used on this computer ({reason}).</source>
            <translation>这台电脑无法使用该 Key 的驱动软件 {name}（{reason}）。</translation>
        </message>
        <message>
            <source>The last page has not been shown yet.</source>
            <translation>尚未显示最后一页。</translation>
        </message>
        <message>
            <source>The member's written reason is not in yet.</source>
            <translation>该评委的书面说明尚未提交。</translation>
        </message>
        <message>
            <source>The motion is not complete: an extension needs minutes, a correction an item.</source>
            <translation>动议内容不完整：延时须填分钟数，更正须选分项。</translation>
        </message>
        <message>
            <source>The opened list of codes does not match the one sealed at the start.</source>
            <translation>揭示的编号对应关系与开始时封存的不一致。</translation>
        </message>
        <message>
            <source>The program must be updated. Call technical support.</source>
            <translation>程序须更新，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>The program of the device stopped.</source>
            <translation>设备程序已停止。</translation>
        </message>
        <message>
            <source>The reader service of this computer does not answer.</source>
            <translation>本机读卡服务无响应。</translation>
        </message>
        <message>
            <source>The record of this seat does not hang together.</source>
            <translation>本机记录不连续。</translation>
        </message>
        <message>
            <source>The report and its list of parts differ.</source>
            <translation>报告与其组成清单不一致。</translation>
        </message>
        <message>
            <source>The report has changed since you read it.</source>
            <translation>报告在您阅读之后有变动。</translation>
        </message>
        <message>
            <source>The report is fetched again; sign once more.</source>
            <translation>正在重新获取报告，请再签一次。</translation>
        </message>
        <message>
            <source>The report is not made yet.</source>
            <translation>评标报告尚未生成。</translation>
        </message>
        <message>
            <source>The report is not there yet.</source>
            <translation>评标报告尚未生成。</translation>
        </message>
        <message>
            <source>The result has changed since it was shown.</source>
            <translation>结果在显示之后有变动。</translation>
        </message>
        <message>
            <source>The result is blocked until the committee has ruled.</source>
            <translation>评标委员会处理完毕之前不能确认结果。</translation>
        </message>
        <message>
            <source>The revocation list of this key's issuer is out of date (of {issued_on}).</source>
            <translation>吊销名单已过期（{issued_on}），不能确认证书有效。</translation>
        </message>
        <message>
            <source>The rules acknowledged are not those the centre published.</source>
            <translation>所确认的规则与中心公布的不一致。</translation>
        </message>
        <message>
            <source>The score sheet is submitted and can no longer be changed.</source>
            <translation>评分表已提交，不能再修改。</translation>
        </message>
        <message>
            <source>The seal may be opened only from {opens} on.</source>
            <translation>封存须到 {opens} 后才能解除。</translation>
        </message>
        <message>
            <source>The seat keeps trying by itself; what you do is kept on this seat.</source>
            <translation>本机会自动重试；您的工作保存在本机。</translation>
        </message>
        <message>
            <source>The sheets of this stage are not open yet.</source>
            <translation>本阶段评分表尚未公开。</translation>
        </message>
        <message>
            <source>The signature was made with another person's key.</source>
            <translation>签名所用 Key 不是本人的。</translation>
        </message>
        <message>
            <source>The summary is not published yet.</source>
            <translation>汇总尚未生成。</translation>
        </message>
        <message>
            <source>The text is longer than {limit} characters.</source>
            <translation>文字超过 {limit} 字。</translation>
        </message>
        <message>
            <source>The text names a bidder, and this part is reviewed blind.</source>
            <translation>文字中出现了投标人名称，本阶段为暗标评审。</translation>
        </message>
        <message>
            <source>The time limit of the fault is over; the evaluation cannot be resumed.</source>
            <translation>故障时限已过，评标不能恢复。</translation>
        </message>
        <message>
            <source>The undertaking is not the one the centre published.</source>
            <translation>承诺书与评标中心公布的不一致。</translation>
        </message>
        <message>
            <source>The vote on this item is closed.</source>
            <translation>此项表决已结束。</translation>
        </message>
        <message>
            <source>The vote on this motion is closed.</source>
            <translation>该动议表决已结束。</translation>
        </message>
        <message>
            <source>There is no calculation for bid {bid}.</source>
            <translation>投标 {bid} 没有计算过程。</translation>
        </message>
        <message>
            <source>There is no such motion here.</source>
            <translation>此处没有这一动议。</translation>
        </message>
        <message>
            <source>This bid is not scored now.</source>
            <translation>该投标现在不评分。</translation>
        </message>
        <message>
            <source>This bidder takes no part in the project.</source>
            <translation>该投标人不在本项目中。</translation>
        </message>
        <message>
            <source>This criterion is not scored now.</source>
            <translation>该评分项现在不评分。</translation>
        </message>
        <message>
            <source>This decision is not open to the committee here.</source>
            <translation>此处不能作出该决定。</translation>
        </message>
        <message>
            <source>This did not work (code {code}).</source>
            <translation>操作未完成（代码 {code}）。</translation>
        </message>
        <message>
            <source>This did not work.</source>
            <translation>操作未完成。</translation>
        </message>
        <message>
            <source>This document could not be checked and was not opened; the others can be read.</source>
            <translation>本文件未能完成检查，未予打开；其他文件可正常评阅。</translation>
        </message>
        <message>
            <source>This document holds more than a blind bid may hold, so it was not opened.</source>
            <translation>本文件含有暗标不应有的内容，未予打开。</translation>
        </message>
        <message>
            <source>This document is not open in the present stage.</source>
            <translation>该文件在当前阶段不开放。</translation>
        </message>
        <message>
            <source>This document is not the one that the centre released, so it was not opened.</source>
            <translation>本文件与中心发布的文件不一致，未予打开。</translation>
        </message>
        <message>
            <source>This has been done already.</source>
            <translation>此项已经完成。</translation>
        </message>
        <message>
            <source>This hint does not stand any more.</source>
            <translation>该提示已不存在。</translation>
        </message>
        <message>
            <source>This is not a number.</source>
            <translation>输入的不是数字。</translation>
        </message>
        <message>
            <source>This item is not voted on now.</source>
            <translation>此项现在不表决。</translation>
        </message>
        <message>
            <source>This kind of key is not known here.</source>
            <translation>无法识别此类 Key。</translation>
        </message>
        <message>
            <source>This member cannot be elected chair.</source>
            <translation>该成员不能担任组长。</translation>
        </message>
        <message>
            <source>This person was on the committee before and cannot come back.</source>
            <translation>该人员曾在本委员会任职，不能再次进入。</translation>
        </message>
        <message>
            <source>This program ({ours}) and the centre ({theirs}) do not fit together.</source>
            <translation>本程序（{ours}）与评标中心（{theirs}）版本不匹配。</translation>
        </message>
        <message>
            <source>This question does not exist in the present stage.</source>
            <translation>当前阶段没有这一澄清问题。</translation>
        </message>
        <message>
            <source>This question is decided already.</source>
            <translation>该澄清问题已有结论。</translation>
        </message>
        <message>
            <source>This question was not put to the bidder; no unasked answer is taken.</source>
            <translation>该问题未向投标人提出，不接受主动澄清。</translation>
        </message>
        <message>
            <source>This reason is not known.</source>
            <translation>原因类型无效。</translation>
        </message>
        <message>
            <source>This round of voting is over; round {round} is open.</source>
            <translation>本轮推举已结束，现为第 {round} 轮。</translation>
        </message>
        <message>
            <source>This seat cannot write to its disk.</source>
            <translation>本机磁盘无法写入。</translation>
        </message>
        <message>
            <source>This seat has no driver named {name}.</source>
            <translation>本机没有名为 {name} 的驱动。</translation>
        </message>
        <message>
            <source>This seat has recused itself and takes no further part.</source>
            <translation>本席已申请回避，不再参加评审。</translation>
        </message>
        <message>
            <source>This seat holds no copy of the project, and names are closed during the blind review.</source>
            <translation>本机没有项目副本，暗标评审期间名称不开放。</translation>
        </message>
        <message>
            <source>This seat is not on the committee.</source>
            <translation>本席不在评标委员会名单中。</translation>
        </message>
        <message>
            <source>This seat is still catching up with the committee.</source>
            <translation>本机位正在补做前面的评审步骤。</translation>
        </message>
        <message>
            <source>This supervisor is not signed in.</source>
            <translation>该监督人员未签到。</translation>
        </message>
        <message>
            <source>This was put already.</source>
            <translation>该项已提出过。</translation>
        </message>
        <message>
            <source>Turn to the last page first.</source>
            <translation>请先翻到最后一页。</translation>
        </message>
        <message>
            <source>Two different people must open it together.</source>
            <translation>须由两名不同人员共同解封。</translation>
        </message>
        <message>
            <source>Type 0 or more.</source>
            <translation>请输入 0 或以上。</translation>
        </message>
        <message>
            <source>Type a multiple of {step}.</source>
            <translation>请输入 {step} 的整数倍。</translation>
        </message>
        <message>
            <source>Type a score such as 8 or 7.5.</source>
            <translation>请输入分值，如 8 或 7.5。</translation>
        </message>
        <message>
            <source>Type the PIN again.</source>
            <translation>请重新输入 PIN 码。</translation>
        </message>
        <message>
            <source>Type {max} or less.</source>
            <translation>请输入不超过 {max} 的分值。</translation>
        </message>
        <message>
            <source>Vote again in the open round.</source>
            <translation>请在本轮重新投票。</translation>
        </message>
        <message>
            <source>Vote when it is here, or when its deadline is over.</source>
            <translation>待收到说明或期限届满后再表决。</translation>
        </message>
        <message>
            <source>Wait a moment and repeat.</source>
            <translation>请稍候重试。</translation>
        </message>
        <message>
            <source>Wait a moment and sign again.</source>
            <translation>请稍候再签。</translation>
        </message>
        <message>
            <source>Wait a moment.</source>
            <translation>请稍候。</translation>
        </message>
        <message>
            <source>Wait for the organiser's notice; the record is kept.</source>
            <translation>请等候组织方通知，记录已完整保存。</translation>
        </message>
        <message>
            <source>Wait for the others.</source>
            <translation>请等待其他成员。</translation>
        </message>
        <message>
            <source>Wait for the staff of this place.</source>
            <translation>请等待工作人员通知。</translation>
        </message>
        <message>
            <source>Wait here until two people together open it again.</source>
            <translation>请在原位等候，须两人共同解封后继续。</translation>
        </message>
        <message>
            <source>Wait until all sheets are submitted.</source>
            <translation>请等待全部评分表提交。</translation>
        </message>
        <message>
            <source>Wait until it is over, or until the member signs.</source>
            <translation>请待期限届满或该评委签署。</translation>
        </message>
        <message>
            <source>Wait until the centre has made it.</source>
            <translation>请等候中心生成报告。</translation>
        </message>
        <message>
            <source>Wait until the centre has replaced a member.</source>
            <translation>请等候中心更换评委。</translation>
        </message>
        <message>
            <source>Wait until the committee has decided to ask.</source>
            <translation>请待评标委员会决定提问后再转交。</translation>
        </message>
        <message>
            <source>Wait until then.</source>
            <translation>请届时再解封。</translation>
        </message>
        <message>
            <source>Wait until they have reached the centre.</source>
            <translation>请等待上传完成。</translation>
        </message>
        <message>
            <source>What you do is kept on this seat. Call technical support.</source>
            <translation>您的工作保存在本机，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Write the number of the box, or that no phone was brought.</source>
            <translation>请填写柜号；未带手机请注明。</translation>
        </message>
        <message>
            <source>Write the reason.</source>
            <translation>请填写理由。</translation>
        </message>
        <message>
            <source>Wrong PIN.</source>
            <translation>PIN 码错误。</translation>
        </message>
        <message>
            <source>You have signed.</source>
            <translation>您已签署。</translation>
        </message>
        <message>
            <source>Your key cannot open what you entered at another seat ({entries} entries).</source>
            <translation>您的签名 Key 打不开您在另一机位录入的内容（{entries} 条）。</translation>
        </message>
        <message>
            <source>Your sign-in has ended.</source>
            <translation>签到已失效。</translation>
        </message>
        <message>
            <source>Your turn to sign has run out.</source>
            <translation>本次签署轮次已超时。</translation>
        </message>
        <message>
            <source>it does not load</source>
            <translation>无法加载</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>未安装</translation>
        </message>
        <message>
            <source>the file is not a program library of this system</source>
            <translation>文件不是本系统的程序库</translation>
        </message>
        <message>
            <source>{count} entries still wait to be sent.</source>
            <translation>还有 {count} 条待上传。</translation>
        </message>
        <message>
            <source>{count} items are not scored yet.</source>
            <translation>还有 {count} 项未评。</translation>
        </message>
        <message>
            <source>{library}-bit library in a {program}-bit program</source>
            <translation>{library} 位驱动，{program} 位程序，位数不符</translation>
        </message>
        <message>
            <source>{text} {next_step}</source>
            <translation>{text}{next_step}</translation>
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>Evaluation seat</source>
            <translation>评标机位</translation>
        </message>
    </context>
    <context>
        <name>Stages</name>
        <message>
            <source>Abnormally low prices</source>
            <translation>异常低价审查</translation>
        </message>
        <message>
            <source>Blind items by code</source>
            <translation>暗标格式评审</translation>
        </message>
        <message>
            <source>Business review</source>
            <translation>商务标评审</translation>
        </message>
        <message>
            <source>Check of the committee</source>
            <translation>评标委员会组成核验</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>Discipline and phone deposit</source>
            <translation>评标纪律与手机寄存</translation>
        </message>
        <message>
            <source>Election of the chair</source>
            <translation>推举评标组长</translation>
        </message>
        <message>
            <source>Fee slip</source>
            <translation>劳务费确认</translation>
        </message>
        <message>
            <source>Fewer than three valid bids</source>
            <translation>有效投标不足三家</translation>
        </message>
        <message>
            <source>Preliminary review</source>
            <translation>初步评审</translation>
        </message>
        <message>
            <source>Price review</source>
            <translation>报价评审</translation>
        </message>
        <message>
            <source>Reading the tender</source>
            <translation>熟悉招标文件</translation>
        </message>
        <message>
            <source>Release and wipe</source>
            <translation>退场与清除</translation>
        </message>
        <message>
            <source>Rulings on the business review</source>
            <translation>商务标提示处理</translation>
        </message>
        <message>
            <source>Rulings on the technical review</source>
            <translation>技术标提示处理</translation>
        </message>
        <message>
            <source>Sign-in and identity check</source>
            <translation>签到与身份核验</translation>
        </message>
        <message>
            <source>Signing of the evaluation report</source>
            <translation>评标报告签署</translation>
        </message>
        <message>
            <source>Summary and check</source>
            <translation>汇总与复核</translation>
        </message>
        <message>
            <source>Technical review (blind)</source>
            <translation>技术标评审（暗标）</translation>
        </message>
        <message>
            <source>Undertaking and recusal</source>
            <translation>回避与纪律承诺</translation>
        </message>
    </context>
    <context>
        <name>WorkClock</name>
        <message>
            <source>At work for {hours}:{minutes}</source>
            <translation>已工作 {hours}:{minutes}</translation>
        </message>
        <message>
            <source>{minutes} minutes without a rest: look into the distance for a while</source>
            <translation>已连续 {minutes} 分钟，请远眺休息片刻</translation>
        </message>
    </context>
</TS>
