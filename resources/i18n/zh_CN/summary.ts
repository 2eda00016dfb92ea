<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Summary</name>
        <message>
            <source> and </source>
            <translation> 与 </translation>
        </message>
        <message>
            <source>, member {number}</source>
            <translation>，评委 {number}</translation>
        </message>
        <message>
            <source>= {total}</source>
            <translation>= {total}</translation>
        </message>
        <message>
            <source>Abnormal score</source>
            <translation>异常打分</translation>
        </message>
        <message>
            <source>All sheets</source>
            <translation>查看全部评分表</translation>
        </message>
        <message>
            <source>All sheets are locked</source>
            <translation>全部评分已锁定</translation>
        </message>
        <message>
            <source>All sheets of {bid}</source>
            <translation>{bid} 全部评分表</translation>
        </message>
        <message>
            <source>Answered, waiting for the others ({done} / {all})</source>
            <translation>已确认，等待其他评委（{done} / {all}）</translation>
        </message>
        <message>
            <source>Ask for a review</source>
            <translation>提出复核</translation>
        </message>
        <message>
            <source>Benchmark {benchmark} = mean of {count} prices × {factor}%</source>
            <translation>基准价 {benchmark} = {count} 价均值 × {factor}%</translation>
        </message>
        <message>
            <source>Bidder and hints</source>
            <translation>投标人与提示</translation>
        </message>
        <message>
            <source>By the tender document the higher score in {section} goes first: {figures}.</source>
            <translation>招标文件规定{section}得分高者在前：{figures}。</translation>
        </message>
        <message>
            <source>By the tender document the lower evaluated price goes first: {figures}.</source>
            <translation>招标文件规定评标价低者在前：{figures}。</translation>
        </message>
        <message>
            <source>Check of the report: a large deviation</source>
            <translation>核验提示：评分偏差较大</translation>
        </message>
        <message>
            <source>Check of the report: a total is not the sum of its sections</source>
            <translation>核验提示：总分与各部分之和不符</translation>
        </message>
        <message>
            <source>Check of the report: an objective item differs</source>
            <translation>核验提示：客观分不一致</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Committee voted: {decision}</source>
            <translation>评委会表决：{decision}</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Confirm result</source>
            <translation>确认汇总结果</translation>
        </message>
        <message>
            <source>Confirm that there is no ranking</source>
            <translation>确认本次无评审结果</translation>
        </message>
        <message>
            <source>Confirm the result?</source>
            <translation>确认汇总结果？</translation>
        </message>
        <message>
            <source>Confirmed {done} / {all}</source>
            <translation>已确认 {done} / {all}</translation>
        </message>
        <message>
            <source>Criterion</source>
            <translation>评审项</translation>
        </message>
        <message>
            <source>Deviation ({price} − benchmark) ÷ benchmark = {deviation}%</source>
            <translation>偏差（{price} − 基准价）÷ 基准价 = {deviation}%</translation>
        </message>
        <message>
            <source>Dissent recorded, waiting for the others ({done} / {all})</source>
            <translation>已提交不同意见，等待其他评委（{done} / {all}）</translation>
        </message>
        <message>
            <source>Equal in all, same rank</source>
            <translation>各项相同，名次并列</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>所指数据</translation>
        </message>
        <message>
            <source>Full</source>
            <translation>满分</translation>
        </message>
        <message>
            <source>Hints and decisions</source>
            <translation>系统提示与评委会处理</translation>
        </message>
        <message>
            <source>Last agreed result, as of {time}</source>
            <translation>最近一致结果，截至 {time}</translation>
        </message>
        <message>
            <source>Low price</source>
            <translation>低价说明</translation>
        </message>
        <message>
            <source>Lowest price {benchmark} ÷ this price {price} × {full}
= {unrounded}</source>
            <translation>最低价 {benchmark} ÷ 本报价 {price} × {full}
= {unrounded}</translation>
        </message>
        <message>
            <source>Member {number} (this seat) computes otherwise: {figures}</source>
            <translation>评委 {number}（本席）复算不一致：{figures}</translation>
        </message>
        <message>
            <source>Member {number} has given a written reason.</source>
            <translation>评委 {number} 已书面说明理由。</translation>
        </message>
        <message>
            <source>No ranking: a low price was not ruled on</source>
            <translation>无评审结果：低报价未作裁定</translation>
        </message>
        <message>
            <source>No ranking: an abnormal score was not ruled on</source>
            <translation>无评审结果：异常打分未作裁定</translation>
        </message>
        <message>
            <source>No ranking: fewer than three valid bids</source>
            <translation>无评审结果：有效投标不足三家</translation>
        </message>
        <message>
            <source>No ranking: members differ on an objective item</source>
            <translation>无评审结果：客观分打分不一致</translation>
        </message>
        <message>
            <source>No. {number}</source>
            <translation>评委 {number}</translation>
        </message>
        <message>
            <source>Not possible in this stage</source>
            <translation>本阶段不能提出</translation>
        </message>
        <message>
            <source>Not ruled</source>
            <translation>尚未裁定</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>无须处理</translation>
        </message>
        <message>
            <source>Objective scores</source>
            <translation>客观分</translation>
        </message>
        <message>
            <source>Objective scores agree</source>
            <translation>客观分一致性</translation>
        </message>
        <message>
            <source>Objective {values} = {sum} (all {count} members alike)</source>
            <translation>客观分 {values} = {sum}（{count} 位一致）</translation>
        </message>
        <message>
            <source>One subtotal of {entered} is replaced by the mean of the others, {used}</source>
            <translation>小计 {entered} 已由其他评委平均 {used} 替代</translation>
        </message>
        <message>
            <source>Opinion and reason</source>
            <translation>意见和理由</translation>
        </message>
        <message>
            <source>Pick a row to see its sum.</source>
            <translation>选择一行查看计算过程。</translation>
        </message>
        <message>
            <source>Please check</source>
            <translation>请核对</translation>
        </message>
        <message>
            <source>Please write the opinion and its reason</source>
            <translation>请写明意见和理由</translation>
        </message>
        <message>
            <source>Please write what is to be looked at again</source>
            <translation>请填写需复核的内容</translation>
        </message>
        <message>
            <source>Possible once the connection is back</source>
            <translation>恢复连接后可用</translation>
        </message>
        <message>
            <source>Put the motion</source>
            <translation>提出动议</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>名次</translation>
        </message>
        <message>
            <source>Rank {rank}</source>
            <translation>第 {rank} 名</translation>
        </message>
        <message>
            <source>Rank {rank}, {code} {name}, total {total}. {hints}</source>
            <translation>第 {rank} 名，{code} {name}，总分 {total}。{hints}</translation>
        </message>
        <message>
            <source>Ranking</source>
            <translation>名次表</translation>
        </message>
        <message>
            <source>Recomputed here, equal ({done} / {all} seats equal)</source>
            <translation>本机复算一致（{done} / {all} 席位一致）</translation>
        </message>
        <message>
            <source>Record the dissent</source>
            <translation>提交不同意见</translation>
        </message>
        <message>
            <source>Rejected for its price: no explanation that holds</source>
            <translation>低报价说明不成立，予以否决</translation>
        </message>
        <message>
            <source>Rejected in the preliminary review: {item}, votes against {fails}, for {passes}</source>
            <translation>初步评审否决：{item}，表决 不通过 {fails} : 通过 {passes}</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Review asked for by member {number}</source>
            <translation>评委 {number} 提出复核</translation>
        </message>
        <message>
            <source>Review of {cell}: {text}</source>
            <translation>复核 {cell}：{text}</translation>
        </message>
        <message>
            <source>Saving …</source>
            <translation>正在保存…</translation>
        </message>
        <message>
            <source>Sheets locked {done} / {all}, waiting for the summary</source>
            <translation>评分表已锁定 {done} / {all}，等待中心汇总</translation>
        </message>
        <message>
            <source>Show me the sum</source>
            <translation>算给我看</translation>
        </message>
        <message>
            <source>Subjective ({kept}) ÷ {divisor}
= {mean}</source>
            <translation>主观分（{kept}）÷ {divisor}
= {mean}</translation>
        </message>
        <message>
            <source>Subjective subtotals of {count} members, without {highest} highest, {lowest} lowest:</source>
            <translation>{count} 位评委主观分小计，去 {highest} 个最高、{lowest} 个最低：</translation>
        </message>
        <message>
            <source>Subjective subtotals of {count} members:</source>
            <translation>{count} 位评委主观分小计：</translation>
        </message>
        <message>
            <source>Subjective without the extremes ({kept}) ÷ {divisor}
= {mean}</source>
            <translation>主观分去高低后（{kept}）÷ {divisor}
= {mean}</translation>
        </message>
        <message>
            <source>Subjective {sum}</source>
            <translation>主观分 {sum}</translation>
        </message>
        <message>
            <source>Sum</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Summary and check</source>
            <translation>汇总与复核</translation>
        </message>
        <message>
            <source>The bidder has explained in writing.</source>
            <translation>投标人已书面说明。</translation>
        </message>
        <message>
            <source>The committee votes on it; motion, votes and result go on record. No score changes by itself.</source>
            <translation>由评标委员会表决；动议、表决与结果均记录在案，评分不会因此自动改变。</translation>
        </message>
        <message>
            <source>The figures appear as soon as the centre has put all locked sheets together.</source>
            <translation>中心汇总全部已锁定的评分表后，这里显示结果。</translation>
        </message>
        <message>
            <source>The summary is not published yet</source>
            <translation>汇总结果尚未公布</translation>
        </message>
        <message>
            <source>There is no result yet</source>
            <translation>尚无结果</translation>
        </message>
        <message>
            <source>They are equal by every rule of the tender document and share their rank.</source>
            <translation>按招标文件规定的各项比较均相同，名次并列。</translation>
        </message>
        <message>
            <source>This seat computes another result</source>
            <translation>本机复算不一致，不能确认</translation>
        </message>
        <message>
            <source>Tie</source>
            <translation>同分</translation>
        </message>
        <message>
            <source>Tie, higher price</source>
            <translation>同分，报价较高</translation>
        </message>
        <message>
            <source>Tie, lower price</source>
            <translation>同分，报价低者在前</translation>
        </message>
        <message>
            <source>Tie, parted by section</source>
            <translation>同分，按分项得分排序</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>候选</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>总分</translation>
        </message>
        <message>
            <source>Total {full}</source>
            <translation>总分 {full}</translation>
        </message>
        <message>
            <source>Valid prices in units of 10,000 yuan; the benchmark counts those kept:</source>
            <translation>有效报价（万元），虚线者不计入基准价：</translation>
        </message>
        <message>
            <source>What is to be looked at again, and why</source>
            <translation>需复核的内容与理由</translation>
        </message>
        <message>
            <source>When all have answered, the centre makes the report</source>
            <translation>全体确认后由中心生成评标报告</translation>
        </message>
        <message>
            <source>Without a ranking there is no sum to show. The reason goes into the report with all rulings.</source>
            <translation>没有名次，也就没有可核对的总分。原因和全部裁定写入评标报告。</translation>
        </message>
        <message>
            <source>Write your opinion and its reason. It is recorded with your answer to the summary, cannot be changed afterwards and is printed whole in the report. You sign the report all the same.</source>
            <translation>请写明不同意见及其理由。意见与本人对汇总结果的答复一并记录，提交后不可更改，全文写入评标报告；本人仍须签署报告。</translation>
        </message>
        <message>
            <source>Written dissent</source>
            <translation>书面不同意见</translation>
        </message>
        <message>
            <source>Your confirmation is recorded with the digest of the result and cannot be taken back.</source>
            <translation>本人的确认连同结果摘要一并记录，确认后不可撤回。</translation>
        </message>
        <message>
            <source>being voted on {cast} / {all}</source>
            <translation>表决中 {cast} / {all}</translation>
        </message>
        <message>
            <source>benchmark price</source>
            <translation>基准价</translation>
        </message>
        <message>
            <source>carried {support} : {against}</source>
            <translation>通过 {support} : {against}</translation>
        </message>
        <message>
            <source>figures of {code}</source>
            <translation>{code} 各项得分</translation>
        </message>
        <message>
            <source>high</source>
            <translation>去最高</translation>
        </message>
        <message>
            <source>low</source>
            <translation>去最低</translation>
        </message>
        <message>
            <source>not carried {support} : {against}</source>
            <translation>未通过 {support} : {against}</translation>
        </message>
        <message>
            <source>order of the bids</source>
            <translation>名次</translation>
        </message>
        <message>
            <source>replaced</source>
            <translation>已替代</translation>
        </message>
        <message>
            <source>rounded {score}</source>
            <translation>四舍五入 {score}</translation>
        </message>
        <message>
            <source>step by step</source>
            <translation>逐步可核对</translation>
        </message>
        <message>
            <source>the committee decides; all of it is in the report</source>
            <translation>系统只提示，由评委会决定；均已写入报告</translation>
        </message>
        <message>
            <source>total of {code}</source>
            <translation>{code} 总分</translation>
        </message>
        <message>
            <source>{account}: {figure}</source>
            <translation>{account}：{figure}</translation>
        </message>
        <message>
            <source>{check} · done</source>
            <translation>{check} · 已处理</translation>
        </message>
        <message>
            <source>{check} · open</source>
            <translation>{check} · 未裁定</translation>
        </message>
        <message>
            <source>{codes} have the same total of {total}.</source>
            <translation>{codes} 总分同为 {total}。</translation>
        </message>
        <message>
            <source>{code} {price} yuan</source>
            <translation>{code} {price} 元</translation>
        </message>
        <message>
            <source>{criterion} of {code} by member {number}</source>
            <translation>评委 {number} 对 {code} 的“{criterion}”</translation>
        </message>
        <message>
            <source>{items} objective items × {bids} valid bids, all {members} members alike.</source>
            <translation>{items} 个客观项 × {bids} 份有效投标，{members} 位评委打分完全一致。</translation>
        </message>
        <message>
            <source>{line}, below the least of {floor}, so {score}</source>
            <translation>{line}，低于下限 {floor}，计 {score}</translation>
        </message>
        <message>
            <source>{line}, rounded {score}</source>
            <translation>{line}，四舍五入 {score}</translation>
        </message>
        <message>
            <source>{mean}, rounded {used}</source>
            <translation>{mean}，四舍五入 {used}</translation>
        </message>
        <message>
            <source>{section} of {code}</source>
            <translation>{code} {section}</translation>
        </message>
        <message>
            <source>{title} (objective)</source>
            <translation>{title}（客观分）</translation>
        </message>
    </context>
</TS>
