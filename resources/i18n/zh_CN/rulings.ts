<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Rulings</name>
        <message>
            <source>A price that may be below cost</source>
            <translation>报价可能低于成本</translation>
        </message>
        <message>
            <source>A score far from the others</source>
            <translation>打分明显偏离</translation>
        </message>
        <message>
            <source>A vote that was cast cannot be changed.</source>
            <translation>一经投出不可更改。</translation>
        </message>
        <message>
            <source>Abnormal score: member {number} on {bid}, {section}</source>
            <translation>异常打分：评委 {number} 对 {bid} {section}</translation>
        </message>
        <message>
            <source>An item is to be scored anew and signed</source>
            <translation>有一项须重新评分并签名</translation>
        </message>
        <message>
            <source>An objective item has one right score, so all members' scores must be the same; where they differ no result is computed. (evaluation rules of the tender document)</source>
            <translation>客观分只有一个正确结果，各评委打分应当一致；不一致的，不计算评审结果。（依据：招标文件评标办法）</translation>
        </message>
        <message>
            <source>At most {count} characters</source>
            <translation>最多 {count} 字</translation>
        </message>
        <message>
            <source>Blind: by code</source>
            <translation>暗标阶段 · 只显示编号</translation>
        </message>
        <message>
            <source>Cast my vote</source>
            <translation>投出本人意见</translation>
        </message>
        <message>
            <source>Cast this vote?</source>
            <translation>确认投出这一票？</translation>
        </message>
        <message>
            <source>Code and name</source>
            <translation>编号与名称</translation>
        </message>
        <message>
            <source>Continue the review</source>
            <translation>继续评审</translation>
        </message>
        <message>
            <source>Correct the item</source>
            <translation>更正该项评分</translation>
        </message>
        <message>
            <source>Correction carried by the committee: {criterion} of {bid}</source>
            <translation>评委会决定更正：{bid} 的 {criterion}</translation>
        </message>
        <message>
            <source>Correction of an item</source>
            <translation>更正评分</translation>
        </message>
        <message>
            <source>Every member signs this one item anew; the sheet before it stays on record.</source>
            <translation>全体评委仅就该项重新评分并签名，原评分表保留在案。</translation>
        </message>
        <message>
            <source>Explanation holds, accept</source>
            <translation>说明成立，予以采纳</translation>
        </message>
        <message>
            <source>Fewer than three valid bids</source>
            <translation>有效投标不足三家</translation>
        </message>
        <message>
            <source>How the vote counts</source>
            <translation>如何表决</translation>
        </message>
        <message>
            <source>Keep the score</source>
            <translation>保留原分</translation>
        </message>
        <message>
            <source>Low price: {bid}</source>
            <translation>低报价：{bid}</translation>
        </message>
        <message>
            <source>More than half of all {size} members decide; without such a majority the question stays unruled. How each member voted is not shown before all have voted.</source>
            <translation>以全体 {size} 名评委的过半数意见为准；没有过半数意见的，视为未裁定。全体表决之前，不显示任何人的意见。</translation>
        </message>
        <message>
            <source>My votes {done} / {all}</source>
            <translation>本人已表决 {done} / {all} 项</translation>
        </message>
        <message>
            <source>No ruling for now</source>
            <translation>暂不裁定</translation>
        </message>
        <message>
            <source>Objective item scored differently: {criterion} of {bid}</source>
            <translation>客观分不一致：{bid} 的“{criterion}”</translation>
        </message>
        <message>
            <source>Objective items</source>
            <translation>客观分</translation>
        </message>
        <message>
            <source>Only the disputed item is scored anew and signed; everything else on the sheet stays as it was locked. Both revisions are kept in the journal and stand in the report.</source>
            <translation>仅对有异议的一项重新评分并签名，其余内容保持锁定时原样；前后两版均留存并载入报告。</translation>
        </message>
        <message>
            <source>Please type the score</source>
            <translation>请填写评分</translation>
        </message>
        <message>
            <source>Please write the reason</source>
            <translation>请填写理由</translation>
        </message>
        <message>
            <source>Please write the reason first</source>
            <translation>请先填写说明</translation>
        </message>
        <message>
            <source>Price {price} yuan, {ratio} of the mean of the other valid prices, below the limit of {limit}.</source>
            <translation>报价 {price} 元，为其他有效报价平均值的 {ratio}，低于 {limit} 阈值。</translation>
        </message>
        <message>
            <source>Questions to vote on: {count}</source>
            <translation>还有 {count} 项未表决</translation>
        </message>
        <message>
            <source>Reason of the correction</source>
            <translation>更正理由</translation>
        </message>
        <message>
            <source>Reason sent; the committee reads it before it votes</source>
            <translation>说明已提交，供评委会表决时查阅</translation>
        </message>
        <message>
            <source>Reject the bid</source>
            <translation>否决其投标</translation>
        </message>
        <message>
            <source>Replace by the mean of the others</source>
            <translation>以其他评委平均分替代</translation>
        </message>
        <message>
            <source>Rules and votes</source>
            <translation>规则与表决</translation>
        </message>
        <message>
            <source>Send the reason</source>
            <translation>提交说明</translation>
        </message>
        <message>
            <source>Sign the correction</source>
            <translation>签署更正</translation>
        </message>
        <message>
            <source>Signed anew; the values are shown when all have signed</source>
            <translation>已重新签名，全体签毕后公布评分</translation>
        </message>
        <message>
            <source>Signing …</source>
            <translation>正在签名……</translation>
        </message>
        <message>
            <source>Stop the review</source>
            <translation>停止评审</translation>
        </message>
        <message>
            <source>Subtotal {own}, mean of the {count} others {mean}, deviation {deviation}, beyond the limit of {limit}.</source>
            <translation>小计 {own}，其他 {count} 位平均 {mean}，偏离 {deviation}，超过 {limit} 阈值。</translation>
        </message>
        <message>
            <source>The bidder is asked for a written explanation with evidence in reasonable time; without a reasonable explanation or evidence the committee rejects the bid. (Order 12 art. 21)</source>
            <translation>应当要求投标人在合理时间内书面说明并提供相关证明材料；不能合理说明或者不能提供证明材料的，评标委员会应当否决其投标。（依据：评标委员会和评标方法暂行规定第二十一条）</translation>
        </message>
        <message>
            <source>The committee voted: {ruling} ({votes})</source>
            <translation>评委会表决：{ruling}（{votes}）</translation>
        </message>
        <message>
            <source>The member gives a written reason; where the committee does not accept it, the mean of the other members takes the place of the score. (evaluation rules of the tender document)</source>
            <translation>打分异常的评委应当书面说明理由；拒不说明或者多数评委认为理由不成立的，以其他评委打分的平均值替代。（依据：招标文件评标办法）</translation>
        </message>
        <message>
            <source>The members gave {values} (in the order of the committee).</source>
            <translation>各评委打分依次为 {values}（按评委序号）。</translation>
        </message>
        <message>
            <source>The reason is needed before your vote</source>
            <translation>提交说明后才能表决</translation>
        </message>
        <message>
            <source>The system only points things out; the committee decides. All of it is reported.</source>
            <translation>系统只提示，由评标委员会决定；提示、说明与表决均写入评标报告。</translation>
        </message>
        <message>
            <source>This question concerns your own score: please write your reason</source>
            <translation>本项涉及您本人的打分，请书面说明理由</translation>
        </message>
        <message>
            <source>Voted</source>
            <translation>已表决</translation>
        </message>
        <message>
            <source>Voted {cast} / {size}</source>
            <translation>已表决 {cast} / {size}</translation>
        </message>
        <message>
            <source>Voted, waiting for the others</source>
            <translation>已表决，等待其他评委</translation>
        </message>
        <message>
            <source>Votes are kept here and sent once the connection is back</source>
            <translation>表决已存本机，恢复连接后提交</translation>
        </message>
        <message>
            <source>Voting begins with the bidder's explanation, or when its time is over</source>
            <translation>收到投标人书面说明或期限届满后开始表决</translation>
        </message>
        <message>
            <source>Voting begins with the written reason, or when its time is over</source>
            <translation>收到该评委书面理由或期限届满后开始表决</translation>
        </message>
        <message>
            <source>Voting begins with your written reason, or when its time is over</source>
            <translation>收到您的书面理由或期限届满后开始表决</translation>
        </message>
        <message>
            <source>Where competition is plainly lacking the committee may reject all bids; otherwise it may go on and recommend candidates. (Order 12 art. 27)</source>
            <translation>有效投标不足三个使得投标明显缺乏竞争的，评标委员会可以否决全部投标；未明显缺乏竞争的，可以继续评审并推荐中标候选人。（依据：评标委员会和评标方法暂行规定第二十七条）</translation>
        </message>
        <message>
            <source>Written explanation of the bidder</source>
            <translation>投标人书面说明</translation>
        </message>
        <message>
            <source>Written reason of member {number}</source>
            <translation>评委 {number} 书面说明</translation>
        </message>
        <message>
            <source>Your score of this item anew</source>
            <translation>本项重新评分</translation>
        </message>
        <message>
            <source>Your vote</source>
            <translation>本人意见</translation>
        </message>
        <message>
            <source>Your vote: {vote}. The result is shown when all have voted.</source>
            <translation>本人意见：{vote}。全体表决后显示结果。</translation>
        </message>
        <message>
            <source>points of {full}, in steps of {step}</source>
            <translation>分，满分 {full}，步长 {step}</translation>
        </message>
        <message>
            <source>{count} valid bids are left, fewer than three.</source>
            <translation>有效投标仅剩 {count} 家，不足三家。</translation>
        </message>
        <message>
            <source>{item}: {value} points</source>
            <translation>{item}：{value} 分</translation>
        </message>
        <message>
            <source>{title}: not received yet</source>
            <translation>{title}：尚未收到</translation>
        </message>
        <message>
            <source>{title}: {text}</source>
            <translation>{title}：{text}</translation>
        </message>
    </context>
</TS>
