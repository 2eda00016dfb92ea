<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>ChairElection</name>
        <message>
            <source>1. Members of the committee</source>
            <translation>一、评标委员会成员</translation>
        </message>
        <message>
            <source>2. How the ballot goes</source>
            <translation>二、投票规则</translation>
        </message>
        <message>
            <source>A vote that was cast cannot be changed.</source>
            <translation>投出后不能更改。</translation>
        </message>
        <message>
            <source>Cast my vote</source>
            <translation>投票</translation>
        </message>
        <message>
            <source>Cast this vote?</source>
            <translation>确认投出这一票？</translation>
        </message>
        <message>
            <source>Choose the chair of the committee by secret ballot: every member has one equal vote.</source>
            <translation>以无记名投票推举评标委员会组长，每位成员一票，效力相同。</translation>
        </message>
        <message>
            <source>Chosen: {member}</source>
            <translation>已选：{member}</translation>
        </message>
        <message>
            <source>Economic expert</source>
            <translation>经济类专家</translation>
        </message>
        <message>
            <source>Elect the chair</source>
            <translation>推举评标组长</translation>
        </message>
        <message>
            <source>Every member casts one vote; all votes are equal.</source>
            <translation>每位成员投一票，各票效力相同。</translation>
        </message>
        <message>
            <source>Member {number}</source>
            <translation>评委 {number}</translation>
        </message>
        <message>
            <source>Member {number} · this seat</source>
            <translation>评委 {number} · 本席</translation>
        </message>
        <message>
            <source>Not among those the further round decides between</source>
            <translation>不在本轮候选之列</translation>
        </message>
        <message>
            <source>Only experts may be elected, oneself included.</source>
            <translation>专家成员均可当选，含本人；采购人代表不得担任组长。</translation>
        </message>
        <message>
            <source>Please choose one member</source>
            <translation>请选择一位成员</translation>
        </message>
        <message>
            <source>Purchaser's representative: may not be elected chair</source>
            <translation>采购人代表，不得担任组长</translation>
        </message>
        <message>
            <source>Round {round}</source>
            <translation>第 {round} 轮</translation>
        </message>
        <message>
            <source>Saving …</source>
            <translation>正在保存 …</translation>
        </message>
        <message>
            <source>Technical expert</source>
            <translation>技术类专家</translation>
        </message>
        <message>
            <source>The ballot is secret: nobody sees who chose whom.</source>
            <translation>无记名投票：任何席位都看不到谁投给了谁。</translation>
        </message>
        <message>
            <source>The chair leads votes and signs last; all scores are equal.</source>
            <translation>组长主持表决，末位签署报告；评分权与其他成员相同。</translation>
        </message>
        <message>
            <source>The result is announced when all have voted. A tie is decided by another round.</source>
            <translation>全体投票后公布结果；得票相同的，再投一轮。</translation>
        </message>
        <message>
            <source>Voted, waiting for the others ({cast} / {all})</source>
            <translation>已投票，等待其他评委（{cast} / {all}）</translation>
        </message>
        <message>
            <source>Voted: {cast} / {all}</source>
            <translation>已投票 {cast} / {all}</translation>
        </message>
        <message>
            <source>Your vote</source>
            <translation>您推举</translation>
        </message>
    </context>
</TS>
