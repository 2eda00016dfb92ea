<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Journey</name>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>Centre</source>
            <translation>与评标中心同步</translation>
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
            <source>Reading and scoring go on; {count} entries are kept here and will be sent.</source>
            <translation>阅读与评分可继续；{count} 条已存本机，恢复后自动上传。</translation>
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
            <source>{count} not taken · {rest}</source>
            <translation>{count} 条未被接收 · {rest}</translation>
        </message>
        <message>
            <source>{pending} to send · {time}</source>
            <translation>待传 {pending} 条 · {time}</translation>
        </message>
    </context>
    <context>
        <name>Practice</name>
        <message>
            <source>Seat {number}</source>
            <translation>{number} 号机位</translation>
        </message>
    </context>
</TS>
