"""The committee's business over every page: motions and votes, questions to bidders, the record, a late recusal.

Objects: `committee-tab-motions`, `-questions`, `-record`, `-recusal`; `committee-back`; `motion-kind-KIND`,
`motion-minutes`, `motion-code`, `motion-criterion`, `motion-text`, `motion-send`; `motion-for-N`, `motion-against-N`;
`question-subject`, `question-text`, `question-send`; `question-for-N`, `question-against-N` (N counts from 0);
`recusal-bidder`, `recusal-text`, `recusal-send`.
"""
