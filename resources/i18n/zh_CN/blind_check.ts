<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>BlindCheck</name>
        <message>
            <source>Bid {place} of {count}</source>
            <translation>第 {place} 份，共 {count} 份</translation>
        </message>
        <message>
            <source>Blind</source>
            <translation>盲评</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>暗标编号</translation>
        </message>
        <message>
            <source>Technical part · bidder hidden</source>
            <translation>技术标 · 已隐去投标人信息</translation>
        </message>
        <message>
            <source>Vote on the blind items</source>
            <translation>暗标项表决</translation>
        </message>
        <message>
            <source>rejected</source>
            <translation>已否决</translation>
        </message>
        <message>
            <source>to be voted</source>
            <translation>待表决</translation>
        </message>
        <message>
            <source>voted</source>
            <translation>已表决</translation>
        </message>
    </context>
</TS>
