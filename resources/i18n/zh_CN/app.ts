<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>CallDesk</name>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>屏幕</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>recorded</source>
            <translation>录制中</translation>
        </message>
        <message>
            <source>switched off</source>
            <translation>已关闭</translation>
        </message>
    </context>
    <context>
        <name>HelpDesk</name>
        <message>
            <source>It is tried again until you end it.</source>
            <translation>将持续尝试，直到您结束协助。</translation>
        </message>
        <message>
            <source>Nothing is seen of this seat before a technician has answered.</source>
            <translation>技术人员应答之前，看不到本机位的任何内容。</translation>
        </message>
        <message>
            <source>Remote help is asked for</source>
            <translation>已请求远程协助</translation>
        </message>
        <message>
            <source>Remote help: the centre does not answer</source>
            <translation>远程协助：评标中心没有应答</translation>
        </message>
        <message>
            <source>This page is seen there.</source>
            <translation>对方能看到本页。</translation>
        </message>
        <message>
            <source>What is on this page is not seen there.</source>
            <translation>对方看不到本页内容。</translation>
        </message>
        <message>
            <source>{name} helps from the centre</source>
            <translation>{name} 正在评标中心协助您</translation>
        </message>
    </context>
    <context>
        <name>Journey</name>
        <message>
            <source>5G line carries</source>
            <translation>5G 线路（有线中断）</translation>
        </message>
        <message>
            <source>A second person is seen before the camera</source>
            <translation>摄像头前出现第二个人</translation>
        </message>
        <message>
            <source>All entries have reached the centre.</source>
            <translation>全部内容已送达评标中心。</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>Centre</source>
            <translation>与评标中心同步</translation>
        </message>
        <message>
            <source>Charge {charge}%. Save nothing by hand: all is kept at once. Call support.</source>
            <translation>剩余电量 {charge}%。录入内容随写随存，请呼叫技术支持。</translation>
        </message>
        <message>
            <source>Comprehensive evaluation</source>
            <translation>综合评估法</translation>
        </message>
        <message>
            <source>Comprehensive evaluation · blind technical part</source>
            <translation>综合评估法 · 技术标暗标评审</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>指纹仪</translation>
        </message>
        <message>
            <source>It is on the record; you may work on.</source>
            <translation>已记入记录，不影响您继续评审。</translation>
        </message>
        <message>
            <source>Line lost</source>
            <translation>线路中断</translation>
        </message>
        <message>
            <source>Member {number} · key verified</source>
            <translation>评委 {number} · 签名 Key 已核验</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>No. {number}</source>
            <translation>评委 {number}</translation>
        </message>
        <message>
            <source>No. {number} · chair</source>
            <translation>评委 {number} · 组长</translation>
        </message>
        <message>
            <source>No. {number} · here</source>
            <translation>评委 {number} · 本席</translation>
        </message>
        <message>
            <source>Nobody is seen before the camera</source>
            <translation>摄像头前未见到您</translation>
        </message>
        <message>
            <source>Signing key</source>
            <translation>签名 Key</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>监督席</translation>
        </message>
        <message>
            <source>Supervisor · here</source>
            <translation>监督席 · 本席</translation>
        </message>
        <message>
            <source>Supervisor · key verified</source>
            <translation>监督人员 · 签名 Key 已核验</translation>
        </message>
        <message>
            <source>The camera sees nothing: is it covered or unplugged?</source>
            <translation>摄像头看不到画面：是否被遮挡或未连接？</translation>
        </message>
        <message>
            <source>The connection is back</source>
            <translation>与评标中心的连接已恢复</translation>
        </message>
        <message>
            <source>The face before the camera does not look like the one at sign-in</source>
            <translation>摄像头前的面部与签到时不符</translation>
        </message>
        <message>
            <source>The seat runs on its battery</source>
            <translation>本机位正使用电池供电</translation>
        </message>
        <message>
            <source>Wired line</source>
            <translation>有线线路</translation>
        </message>
        <message>
            <source>Your work at the other seat has been taken over</source>
            <translation>已接续您在另一机位的工作</translation>
        </message>
        <message>
            <source>for {lasted}; {count} entries kept here; sealed in {left}</source>
            <translation>已持续 {lasted}；本机已存 {count} 条；距封存 {left}</translation>
        </message>
        <message>
            <source>inserted</source>
            <translation>已插入</translation>
        </message>
        <message>
            <source>not in use</source>
            <translation>未启用</translation>
        </message>
        <message>
            <source>not inserted</source>
            <translation>未插入</translation>
        </message>
        <message>
            <source>{count} entries are being sent.</source>
            <translation>尚有 {count} 条正在上传。</translation>
        </message>
        <message>
            <source>{count} entries are here; work on where you stopped.</source>
            <translation>已取回 {count} 条录入内容，可从中断处继续。</translation>
        </message>
        <message>
            <source>{count} not taken · {rest}</source>
            <translation>{count} 条未被接收 · {rest}</translation>
        </message>
        <message>
            <source>{document}, page {page}</source>
            <translation>{document}，第 {page} 页</translation>
        </message>
        <message>
            <source>{pending} to send · {time}</source>
            <translation>待传 {pending} 条 · {time}</translation>
        </message>
    </context>
    <context>
        <name>Kiosk</name>
        <message>
            <source>Seat</source>
            <translation>机位</translation>
        </message>
        <message>
            <source>other programs: {count}</source>
            <translation>有 {count} 个不应运行的程序</translation>
        </message>
        <message>
            <source>second screen covered</source>
            <translation>已遮住第二块屏幕</translation>
        </message>
    </context>
    <context>
        <name>Opening</name>
        <message>
            <source>Starting…</source>
            <translation>正在启动…</translation>
        </message>
    </context>
    <context>
        <name>Practice</name>
        <message>
            <source>Seat {number}</source>
            <translation>{number} 号机位</translation>
        </message>
    </context>
    <context>
        <name>SelfTestDesk</name>
        <message>
            <source>Self-test</source>
            <translation>自检</translation>
        </message>
        <message>
            <source>ended early (F9)</source>
            <translation>提前结束（F9）</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>{count} failed (F9)</source>
            <translation>{count} 项不合格（F9）</translation>
        </message>
        <message>
            <source>{count} reminders (F9)</source>
            <translation>{count} 项提醒（F9）</translation>
        </message>
    </context>
</TS>
