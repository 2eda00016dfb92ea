<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Conference</name>
        <message>
            <source>Ask</source>
            <translation>请求发言</translation>
        </message>
        <message>
            <source>Conference</source>
            <translation>评标会议</translation>
        </message>
        <message>
            <source>Fold the conference　Esc</source>
            <translation>收起会议　Esc</translation>
        </message>
        <message>
            <source>Hang up</source>
            <translation>挂断</translation>
        </message>
        <message>
            <source>Join the conference　J</source>
            <translation>加入会议　J</translation>
        </message>
        <message>
            <source>Microphone off, nobody hears you</source>
            <translation>麦克风已关，他人听不到您</translation>
        </message>
        <message>
            <source>No document is open to be shown</source>
            <translation>没有打开可供展示的文件</translation>
        </message>
        <message>
            <source>Nobody there can be called</source>
            <translation>对方不在，无法呼叫</translation>
        </message>
        <message>
            <source>Recorded throughout, and so is this screen</source>
            <translation>全程录制，本机屏幕同步录制</translation>
        </message>
        <message>
            <source>Recorded throughout; kept here while a line is down</source>
            <translation>全程录制中，断线时本机续录</translation>
        </message>
        <message>
            <source>Roles only, no names and no employers</source>
            <translation>只显示角色，不显示姓名与单位</translation>
        </message>
        <message>
            <source>Show page</source>
            <translation>共享当前页</translation>
        </message>
        <message>
            <source>Stop showing</source>
            <translation>停止共享</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>呼叫监督席</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>呼叫技术</translation>
        </message>
        <message>
            <source>The call is not ready</source>
            <translation>会议尚未就绪</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>音量</translation>
        </message>
        <message>
            <source>Volume {percent}%</source>
            <translation>音量 {percent}%</translation>
        </message>
        <message>
            <source>Who hears whom</source>
            <translation>听见情况</translation>
        </message>
        <message>
            <source>row speaks, column listens</source>
            <translation>行＝说话者　列＝收听席</translation>
        </message>
        <message>
            <source>{one} calls {other}</source>
            <translation>{one} 呼叫 {other}</translation>
        </message>
        <message>
            <source>{one} speaks with {other} alone</source>
            <translation>{one} 与 {other} 单独通话中</translation>
        </message>
        <message>
            <source>{role} hears poorly; the sound is fetched anew by itself</source>
            <translation>{role} 收听偏弱，正在自动重新接收</translation>
        </message>
        <message>
            <source>{role} shows bid {code}, page {page}</source>
            <translation>{role} 正在展示 暗标 {code} 第 {page} 页，点此打开</translation>
        </message>
    </context>
    <context>
        <name>Lines</name>
        <message>
            <source>5G</source>
            <translation>5G</translation>
        </message>
        <message>
            <source>One line only</source>
            <translation>仅一路</translation>
        </message>
        <message>
            <source>One stands in for the other</source>
            <translation>任一路中断时自动切换</translation>
        </message>
        <message>
            <source>RTT ms</source>
            <translation>往返 ms</translation>
        </message>
        <message>
            <source>Two lines</source>
            <translation>双通道</translation>
        </message>
        <message>
            <source>Wired line</source>
            <translation>有线专线</translation>
        </message>
        <message>
            <source>hot spare</source>
            <translation>热备，已保持连接</translation>
        </message>
        <message>
            <source>loss %</source>
            <translation>丢包 %</translation>
        </message>
        <message>
            <source>lost, tried again</source>
            <translation>已中断，正在重试</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>not in use</source>
            <translation>未启用</translation>
        </message>
        <message>
            <source>sound</source>
            <translation>承载声音</translation>
        </message>
        <message>
            <source>sound and picture</source>
            <translation>承载音视频与数据</translation>
        </message>
        <message>
            <source>up Mb/s</source>
            <translation>上行 Mb/s</translation>
        </message>
    </context>
    <context>
        <name>Matrix</name>
        <message>
            <source>Everybody hears everybody</source>
            <translation>相互均能听清</translation>
        </message>
        <message>
            <source>Who hears whom</source>
            <translation>听见情况</translation>
        </message>
        <message>
            <source>clear</source>
            <translation>清楚</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>断</translation>
        </message>
        <message>
            <source>not measured</source>
            <translation>未测</translation>
        </message>
        <message>
            <source>w</source>
            <translation>弱</translation>
        </message>
        <message>
            <source>weak</source>
            <translation>弱</translation>
        </message>
        <message>
            <source>x</source>
            <translation>断</translation>
        </message>
    </context>
    <context>
        <name>Noise</name>
        <message>
            <source>Noise control</source>
            <translation>降噪</translation>
        </message>
        <message>
            <source>after</source>
            <translation>降噪后</translation>
        </message>
        <message>
            <source>before</source>
            <translation>降噪前</translation>
        </message>
        <message>
            <source>lowered by {db} dB, in order (≥ {least} dB)</source>
            <translation>降低 {db} dB，合格（≥ {least} dB）</translation>
        </message>
        <message>
            <source>lowered by {db} dB, too little (≥ {least} dB)</source>
            <translation>降低 {db} dB，不足（≥ {least} dB）</translation>
        </message>
        <message>
            <source>not measured yet</source>
            <translation>尚未测得</translation>
        </message>
        <message>
            <source>switched off</source>
            <translation>已关闭</translation>
        </message>
    </context>
    <context>
        <name>Requests</name>
        <message>
            <source>Answer</source>
            <translation>接听</translation>
        </message>
        <message>
            <source>Give the word</source>
            <translation>给予发言</translation>
        </message>
        <message>
            <source>Nobody asks to speak</source>
            <translation>无人请求发言</translation>
        </message>
        <message>
            <source>Requests to speak</source>
            <translation>发言请求</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>结束发言</translation>
        </message>
        <message>
            <source>The chair gives the word</source>
            <translation>由组长按顺序给予发言</translation>
        </message>
        <message>
            <source>waits {time}</source>
            <translation>等待 {time}</translation>
        </message>
        <message>
            <source>{role} has the word</source>
            <translation>{role} 发言中</translation>
        </message>
    </context>
</TS>
