<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SignIn</name>
        <message>
            <source>Begin with this</source>
            <translation>由此开始</translation>
        </message>
        <message>
            <source>By the policy of this place one factor is needed: your signing key.</source>
            <translation>按本场所策略，完成签名 Key 一项即可。</translation>
        </message>
        <message>
            <source>By the policy of this place you sign in with your signing key and its PIN.</source>
            <translation>按本场所策略，以本人签名 Key 和 PIN 码签到。</translation>
        </message>
        <message>
            <source>Call the staff</source>
            <translation>呼叫工作人员</translation>
        </message>
        <message>
            <source>Can be used</source>
            <translation>可选用</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cannot sign in? Witnessed sign-in</source>
            <translation>无法签到？见证登录</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>正在核验 …</translation>
        </message>
        <message>
            <source>Done {done} / {needed}</source>
            <translation>已完成 {done} / {needed}</translation>
        </message>
        <message>
            <source>Enter the PIN</source>
            <translation>请输入 PIN 码</translation>
        </message>
        <message>
            <source>Expert sign-in</source>
            <translation>专家签到</translation>
        </message>
        <message>
            <source>Face</source>
            <translation>人脸识别</translation>
        </message>
        <message>
            <source>Face and fingerprint are not enabled here yet. This seat collects no biometric data.</source>
            <translation>人脸与指纹识别尚未启用，本机不采集生物特征信息；按本场所策略以签名 Key 签到。</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>指纹识别</translation>
        </message>
        <message>
            <source>Identity checked</source>
            <translation>身份核验通过</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>正在核验</translation>
        </message>
        <message>
            <source>Insert your key, enter its PIN</source>
            <translation>插入本人签名 Key，输入 PIN 码</translation>
        </message>
        <message>
            <source>Insert your signing key</source>
            <translation>请插入签名 Key</translation>
        </message>
        <message>
            <source>Item {number}　checking: {method}</source>
            <translation>第 {number} 项　{method} 核验中</translation>
        </message>
        <message>
            <source>Item {number}　to be checked</source>
            <translation>第 {number} 项　待核验</translation>
        </message>
        <message>
            <source>Item {number}　{method} passed</source>
            <translation>第 {number} 项　{method} 已通过</translation>
        </message>
        <message>
            <source>Key + PIN</source>
            <translation>硬件 Key + PIN 码</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>已锁定</translation>
        </message>
        <message>
            <source>Locked; a witnessed sign-in is left</source>
            <translation>已锁定，仅可见证登录</translation>
        </message>
        <message>
            <source>Mask off, face the camera</source>
            <translation>摘下口罩，正对摄像头坐好</translation>
        </message>
        <message>
            <source>No reader connected; connect it or call the staff</source>
            <translation>读卡器未连接，请连接或呼叫工作人员</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>Not enabled at this seat yet: raise your hand, the staff come to you.</source>
            <translation>本机位尚未启用见证登录：请举手示意，工作人员将到席位协助。</translation>
        </message>
        <message>
            <source>Not enabled at this seat yet; please use your signing key.</source>
            <translation>该方式在本机位尚未启用，请使用签名 Key。</translation>
        </message>
        <message>
            <source>Not enabled yet</source>
            <translation>尚未启用</translation>
        </message>
        <message>
            <source>Not open yet</source>
            <translation>未到签到时间</translation>
        </message>
        <message>
            <source>Not passed</source>
            <translation>未通过</translation>
        </message>
        <message>
            <source>Not the time to sign in yet</source>
            <translation>未到签到时间</translation>
        </message>
        <message>
            <source>On to undertaking and recusal</source>
            <translation>进入承诺与回避</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>已通过</translation>
        </message>
        <message>
            <source>Press any registered finger</source>
            <translation>按压登记过的任一手指</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>读卡器</translation>
        </message>
        <message>
            <source>Reader ready, no key inserted</source>
            <translation>读卡器就绪，未插入 Key</translation>
        </message>
        <message>
            <source>Reader service does not answer; call the staff</source>
            <translation>读卡服务无响应，请呼叫工作人员</translation>
        </message>
        <message>
            <source>Reading the key …</source>
            <translation>正在读取 Key …</translation>
        </message>
        <message>
            <source>Seat free, waiting for the expert</source>
            <translation>机位空闲，等待专家签到</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>签到</translation>
        </message>
        <message>
            <source>Sign-in is not open yet; it opens at {time}.</source>
            <translation>未到签到时间，{time} 开始签到。</translation>
        </message>
        <message>
            <source>Sign-in is not possible now</source>
            <translation>暂时不能签到</translation>
        </message>
        <message>
            <source>Signed in</source>
            <translation>签到完成</translation>
        </message>
        <message>
            <source>Signing in, please stay seated</source>
            <translation>签到进行中，请勿离开座位</translation>
        </message>
        <message>
            <source>Signing key</source>
            <translation>签名 Key</translation>
        </message>
        <message>
            <source>Signing key inserted</source>
            <translation>签名 Key 已插入</translation>
        </message>
        <message>
            <source>Staff member</source>
            <translation>工作人员</translation>
        </message>
        <message>
            <source>The key answers the centre's question; leave it inserted.</source>
            <translation>Key 正在应答评标中心的核验，请勿拔出。</translation>
        </message>
        <message>
            <source>The key answers the centre; the PIN stays on this seat.</source>
            <translation>由 Key 应答评标中心的核验；PIN 码不会离开本机。</translation>
        </message>
        <message>
            <source>The key is locked</source>
            <translation>Key 已锁定</translation>
        </message>
        <message>
            <source>The key is locked; only its issuer can unlock it</source>
            <translation>Key 已锁定，须到发证机构解锁</translation>
        </message>
        <message>
            <source>The page goes on to the undertaking by itself.</source>
            <translation>即将自动进入承诺与回避。</translation>
        </message>
        <message>
            <source>This key cannot be read</source>
            <translation>无法读取此 Key</translation>
        </message>
        <message>
            <source>Two people of this place, each with the own card, compare your identity card with you and vouch for it. The report says so.</source>
            <translation>由本场所两名工作人员各持本人工号卡，当面核对您的身份证件并见证登录。此情况记入评标报告。</translation>
        </message>
        <message>
            <source>Understood</source>
            <translation>知道了</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>有效期</translation>
        </message>
        <message>
            <source>Waiting for the centre</source>
            <translation>正在等待评标中心</translation>
        </message>
        <message>
            <source>Witness of the place</source>
            <translation>场地见证人员</translation>
        </message>
        <message>
            <source>Witnessed sign-in</source>
            <translation>见证登录</translation>
        </message>
        <message>
            <source>You</source>
            <translation>本人</translation>
        </message>
        <message>
            <source>confirm on the screen</source>
            <translation>在屏幕上确认</translation>
        </message>
        <message>
            <source>own card, beside you</source>
            <translation>工号卡，在席位旁</translation>
        </message>
        <message>
            <source>own card, compares the identity card</source>
            <translation>工号卡，核对身份证件</translation>
        </message>
        <message>
            <source>{reason} ({count} tries left)</source>
            <translation>{reason}（还可尝试 {count} 次）</translation>
        </message>
    </context>
</TS>
