<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>PracticeWelcome</name>
        <message>
            <source>1. Choose the role to practise</source>
            <translation>一、选择演练角色</translation>
        </message>
        <message>
            <source>2. Seen in a minute</source>
            <translation>二、一分钟看懂</translation>
        </message>
        <message>
            <source>Also leads the votes and signs last</source>
            <translation>在专家流程之外，主持表决、处理异常分、末位签署</translation>
        </message>
        <message>
            <source>Can be changed and repeated at any time</source>
            <translation>可随时更换，可反复演练</translation>
        </message>
        <message>
            <source>Can be skipped; F1 shows help during practice</source>
            <translation>也可跳过，演练中按 F1 随时再看</translation>
        </message>
        <message>
            <source>Chair</source>
            <translation>评标组长</translation>
        </message>
        <message>
            <source>Check and sign</source>
            <translation>核对并签署</translation>
        </message>
        <message>
            <source>Chosen: {role} · {time}</source>
            <translation>已选：{role} · {time}</translation>
        </message>
        <message>
            <source>Expert</source>
            <translation>评标专家</translation>
        </message>
        <message>
            <source>First run</source>
            <translation>首次运行</translation>
        </message>
        <message>
            <source>From sign-in to blind scoring and signing</source>
            <translation>从签到、承诺、初步评审到暗标打分与签署</translation>
        </message>
        <message>
            <source>Go on with the last practice</source>
            <translation>继续上次演练</translation>
        </message>
        <message>
            <source>Guide</source>
            <translation>使用手册</translation>
        </message>
        <message>
            <source>Letters too small? Enlarge the pages here; can be changed at any time.</source>
            <translation>字看着小？在此放大界面，随时可改。</translation>
        </message>
        <message>
            <source>Meet</source>
            <translation>开会</translation>
        </message>
        <message>
            <source>No device needed: virtual signing key and camera</source>
            <translation>无须任何硬件：虚拟签名 Key、摄像头</translation>
        </message>
        <message>
            <source>No network needed</source>
            <translation>无须联网</translation>
        </message>
        <message>
            <source>Not enabled yet</source>
            <translation>尚未启用</translation>
        </message>
        <message>
            <source>Practice has the same pages and the same steps; only the data are samples, and mistakes do no harm.</source>
            <translation>演练与正式评标界面相同、步骤相同，只是数据为样例，做错也没有关系。</translation>
        </message>
        <message>
            <source>Practise once before a real project</source>
            <translation>先演练一遍，再上正式项目</translation>
        </message>
        <message>
            <source>Progress left, the bid in the middle, the one current item right; scores are saved as you type.</source>
            <translation>左侧看进度，中间看标书，右侧只开当前一项；分数随写随存。</translation>
        </message>
        <message>
            <source>Read bids, score</source>
            <translation>看标书，打分</translation>
        </message>
        <message>
            <source>Sample project</source>
            <translation>样例项目</translation>
        </message>
        <message>
            <source>Scale {percent} percent</source>
            <translation>界面大小 {percent}%</translation>
        </message>
        <message>
            <source>Seat client for distributed evaluation</source>
            <translation>分散式评标机位客户端</translation>
        </message>
        <message>
            <source>Self-test, devices, certificate, line failure</source>
            <translation>自检、更换设备、打印验收证书、模拟断线</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>签到</translation>
        </message>
        <message>
            <source>Start practice</source>
            <translation>开始演练</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>监督人员</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>技术人员</translation>
        </message>
        <message>
            <source>The new size holds from the next start of the program.</source>
            <translation>新的大小在下次启动程序时生效。</translation>
        </message>
        <message>
            <source>The program shows every step of the sum; when it is right you sign with the key.</source>
            <translation>系统逐步算给您看，核对无误后用 Key 签署。</translation>
        </message>
        <message>
            <source>The strip at the top always shows the other places; unfold it to see who hears whom.</source>
            <translation>顶部始终看得见其他席位；展开可核对谁听得见谁。</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>版本 {version}</translation>
        </message>
        <message>
            <source>Watches, talks, marks events; sees no score that is not locked</source>
            <translation>观看、通话、标记事件；看不到未锁定的评分</translation>
        </message>
        <message>
            <source>With the signing key and its PIN; the practice PIN is {pin}.</source>
            <translation>用签名 Key 和 PIN 码签到；演练 PIN 码为 {pin}。</translation>
        </message>
        <message>
            <source>about {minutes} minutes</source>
            <translation>约 {minutes} 分钟</translation>
        </message>
        <message>
            <source>{bids} invented bids, {members} members: you play one, the program plays the other {others} by a script.</source>
            <translation>{bids} 份虚构投标文件、{members} 位评委：您扮演 1 位，其余 {others} 位由程序按脚本打分。</translation>
        </message>
    </context>
</TS>
