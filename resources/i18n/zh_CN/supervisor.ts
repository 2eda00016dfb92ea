<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Supervisor</name>
        <message>
            <source>At most {count} characters</source>
            <translation>不超过 {count} 字</translation>
        </message>
        <message>
            <source>Come to open: {count} of 2 people</source>
            <translation>到场开启：{count} / 2 人</translation>
        </message>
        <message>
            <source>I have come to open it</source>
            <translation>本人到场开启</translation>
        </message>
        <message>
            <source>Mark an event</source>
            <translation>标记事项</translation>
        </message>
        <message>
            <source>May be opened from {time}</source>
            <translation>{time} 起方可开启</translation>
        </message>
        <message>
            <source>Member {number}: at work</source>
            <translation>评委 {number}：评审中</translation>
        </message>
        <message>
            <source>Member {number}: done</source>
            <translation>评委 {number}：本阶段已完成</translation>
        </message>
        <message>
            <source>Member {number}: not signed in</source>
            <translation>评委 {number}：未签到</translation>
        </message>
        <message>
            <source>Members</source>
            <translation>评委</translation>
        </message>
        <message>
            <source>On the record; every member can read it</source>
            <translation>已记入过程记录，各评委可见</translation>
        </message>
        <message>
            <source>Please write what happened</source>
            <translation>请填写所见情况</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Put it on the record</source>
            <translation>记入过程记录</translation>
        </message>
        <message>
            <source>Record, newest first</source>
            <translation>过程记录（新的在前）</translation>
        </message>
        <message>
            <source>Sealed</source>
            <translation>评标已封存</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>离席</translation>
        </message>
        <message>
            <source>Sign out of this seat?</source>
            <translation>离开监督席？</translation>
        </message>
        <message>
            <source>The centre is being told …</source>
            <translation>正在报送中心……</translation>
        </message>
        <message>
            <source>The evaluation is sealed. Two different people open it together.</source>
            <translation>评标已封存，须由两名不同人员共同开启。</translation>
        </message>
        <message>
            <source>The record will say that the supervisor has left.</source>
            <translation>过程记录将注明监督人员已离开。</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>所见情况</translation>
        </message>
        <message>
            <source>You see no score before all members have locked theirs. Everything you do here stands in the record, which every member can read.</source>
            <translation>全体评委提交之前，您看不到任何评分。您在此处的全部操作都会记入过程记录，各评委可见。</translation>
        </message>
    </context>
</TS>
