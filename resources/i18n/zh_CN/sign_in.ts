<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SignIn</name>
        <message>
            <source>A practice device is not allowed at this seat; call the staff</source>
            <translation>正式机位不允许使用演练设备，请呼叫工作人员</translation>
        </message>
        <message>
            <source>A second person appeared during the check</source>
            <translation>核验过程中出现第二个人</translation>
        </message>
        <message>
            <source>Another face appeared during the check</source>
            <translation>核验过程中出现另一张人脸</translation>
        </message>
        <message>
            <source>Another movement was made than was asked for</source>
            <translation>所做动作与提示不一致</translation>
        </message>
        <message>
            <source>Another program uses the device; call the staff</source>
            <translation>设备被其他程序占用，请呼叫工作人员</translation>
        </message>
        <message>
            <source>Begin with this</source>
            <translation>由此开始</translation>
        </message>
        <message>
            <source>Blurred: keep still for a moment</source>
            <translation>画面模糊：请保持片刻不动</translation>
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
            <source>By the rule of this place the centre keeps one picture of your head, sealed, until your release; no other is kept. You may use another way without giving a reason.</source>
            <translation>按本场所规定，中心加密留存您的一张头部照片，至您离席时销毁；不留存其他图像。您可改用其他方式，无须说明理由。</translation>
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
            <translation>无法签到？请工作人员见证登录</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>正在核验 …</translation>
        </message>
        <message>
            <source>Close and open the eyes</source>
            <translation>闭眼后睁开</translation>
        </message>
        <message>
            <source>Distance not right</source>
            <translation>距离 不合适</translation>
        </message>
        <message>
            <source>Distance right</source>
            <translation>距离 合适</translation>
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
            <source>Enter the PIN of the witness</source>
            <translation>请输入见证人 PIN 码</translation>
        </message>
        <message>
            <source>Enter the expert number</source>
            <translation>请输入专家编号</translation>
        </message>
        <message>
            <source>Expert number</source>
            <translation>专家编号</translation>
        </message>
        <message>
            <source>Expert number of the person who signs in</source>
            <translation>签到人的专家编号</translation>
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
            <source>Face and fingerprint are compared on this seat, one to one, with what you agreed to register. No picture is kept; you may use another way without giving a reason.</source>
            <translation>人脸和指纹只在本机位与您同意登记的特征一对一比对，不保存图像；您可改用其他方式，无须说明理由。</translation>
        </message>
        <message>
            <source>Face and fingerprint are compared on this seat, one to one, with what you agreed to register. With a sign-in by face the centre keeps one picture, sealed, until your release; you may use another way.</source>
            <translation>人脸与指纹在本机位与您同意登记的信息一对一比对。人脸签到时中心加密留存一张照片，至您离席时销毁；您可改用其他方式。</translation>
        </message>
        <message>
            <source>Face and fingerprint are not enabled here. This seat collects no biometric data.</source>
            <translation>本机位未启用人脸和指纹核验，不采集任何生物特征。</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>指纹识别</translation>
        </message>
        <message>
            <source>Flat, in the middle, until the next message.</source>
            <translation>手指放平、居中，直到出现下一条提示。</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
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
            <source>Insert your key, or enter your expert number.</source>
            <translation>请插入签名 Key，或输入专家编号。</translation>
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
            <source>Keep your face in the oval until the green line is closed.</source>
            <translation>保持面部在椭圆内，直到绿线走满为止。</translation>
        </message>
        <message>
            <source>Key + PIN</source>
            <translation>硬件 Key + PIN 码</translation>
        </message>
        <message>
            <source>Lay your identity card on the reader, insert your key, or enter your expert number.</source>
            <translation>请将身份证放在读卡器上，或插入本人 Key，或输入专家编号。</translation>
        </message>
        <message>
            <source>Lift the finger, then press again</source>
            <translation>请抬起手指，再次按压</translation>
        </message>
        <message>
            <source>Light not right</source>
            <translation>光线 不合适</translation>
        </message>
        <message>
            <source>Light right</source>
            <translation>光线 合适</translation>
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
            <source>Look straight at the camera</source>
            <translation>正对镜头</translation>
        </message>
        <message>
            <source>Mask off, face the camera</source>
            <translation>摘下口罩，正对摄像头坐好</translation>
        </message>
        <message>
            <source>More than one person</source>
            <translation>画面内不止一人</translation>
        </message>
        <message>
            <source>More than one person: others please step aside</source>
            <translation>画面内不止一人：请其他人离开画面</translation>
        </message>
        <message>
            <source>No living person was recognised</source>
            <translation>未检测到活体</translation>
        </message>
        <message>
            <source>No reader connected; connect it or call the staff</source>
            <translation>读卡器未连接，请连接或呼叫工作人员</translation>
        </message>
        <message>
            <source>Nobody in the picture: sit before the camera</source>
            <translation>画面内没有人：请坐到摄像头前</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>Not connected: call the staff, or use another way</source>
            <translation>未连接，请呼叫工作人员或改用其他方式</translation>
        </message>
        <message>
            <source>Not enabled at this seat; please use your signing key.</source>
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
            <source>Not the person registered for this seat</source>
            <translation>非本席人员</translation>
        </message>
        <message>
            <source>Not the time to sign in yet</source>
            <translation>未到签到时间</translation>
        </message>
        <message>
            <source>Nothing came in time</source>
            <translation>等待超时</translation>
        </message>
        <message>
            <source>On to undertaking and recusal</source>
            <translation>进入承诺与回避</translation>
        </message>
        <message>
            <source>One person alone</source>
            <translation>画面内仅一人</translation>
        </message>
        <message>
            <source>PIN of the witness</source>
            <translation>见证人的 PIN 码</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>已通过</translation>
        </message>
        <message>
            <source>Pictures serve this check alone and are not kept; its result is recorded. You may use another way without giving a reason.</source>
            <translation>图像仅用于本次核验，不予保存；核验结果留存备查。您可改用其他方式，无须说明理由。</translation>
        </message>
        <message>
            <source>Please close your eyes, then open them</source>
            <translation>请闭眼，再睁开</translation>
        </message>
        <message>
            <source>Please hold the head upright</source>
            <translation>请将头摆正</translation>
        </message>
        <message>
            <source>Please look at the camera</source>
            <translation>请看摄像头</translation>
        </message>
        <message>
            <source>Please look straight at the camera</source>
            <translation>请正对摄像头</translation>
        </message>
        <message>
            <source>Please press again</source>
            <translation>请重新按压</translation>
        </message>
        <message>
            <source>Please press your finger on the reader</source>
            <translation>请将手指按在指纹仪上</translation>
        </message>
        <message>
            <source>Please turn your head slowly to the left</source>
            <translation>请缓慢向左转头</translation>
        </message>
        <message>
            <source>Please turn your head slowly to the right</source>
            <translation>请缓慢向右转头</translation>
        </message>
        <message>
            <source>Press any registered finger</source>
            <translation>按压登记过的任一手指</translation>
        </message>
        <message>
            <source>Press the middle of the finger</source>
            <translation>请按压手指中部</translation>
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
            <source>Staff member: own key and PIN, compares the identity card</source>
            <translation>工作人员：插入本人 Key、输入 PIN 码，并核对身份证</translation>
        </message>
        <message>
            <source>Thank you. Now look straight ahead again</source>
            <translation>很好，请转回正面</translation>
        </message>
        <message>
            <source>The camera is being switched on</source>
            <translation>正在打开摄像头</translation>
        </message>
        <message>
            <source>The card was lifted too soon: leave it on the reader</source>
            <translation>取卡过早：请将身份证留在读卡器上</translation>
        </message>
        <message>
            <source>The check is over</source>
            <translation>核验结束</translation>
        </message>
        <message>
            <source>The check's program stopped; please begin again</source>
            <translation>核验程序中断，请重新开始</translation>
        </message>
        <message>
            <source>The device does not work; call the staff, or use another way</source>
            <translation>设备故障：请呼叫工作人员，或改用其他方式</translation>
        </message>
        <message>
            <source>The device's library is not installed; call the staff</source>
            <translation>设备的驱动库未安装，请呼叫工作人员</translation>
        </message>
        <message>
            <source>The device's program stopped; please begin again</source>
            <translation>设备程序已停止，请重新开始</translation>
        </message>
        <message>
            <source>The device's service does not run; call the staff</source>
            <translation>设备服务未运行，请呼叫工作人员</translation>
        </message>
        <message>
            <source>The face is cut off: move to the middle</source>
            <translation>面部不完整：请移到画面中间</translation>
        </message>
        <message>
            <source>The face left the picture</source>
            <translation>面部离开了画面</translation>
        </message>
        <message>
            <source>The face models are missing or were changed; call the staff</source>
            <translation>人脸模型缺失或被改动，请呼叫工作人员</translation>
        </message>
        <message>
            <source>The finger could not be read</source>
            <translation>未能读取指纹</translation>
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
            <source>The movement was not seen in time</source>
            <translation>未在时限内检测到动作</translation>
        </message>
        <message>
            <source>The page goes on to the undertaking by itself.</source>
            <translation>即将自动进入承诺与回避。</translation>
        </message>
        <message>
            <source>The picture is black: open the camera's cover</source>
            <translation>画面全黑：请打开摄像头盖</translation>
        </message>
        <message>
            <source>The registered data is damaged; use another way</source>
            <translation>登记信息已损坏，请改用其他方式</translation>
        </message>
        <message>
            <source>The registered data is of another version; use another way</source>
            <translation>登记信息版本不符，请改用其他方式</translation>
        </message>
        <message>
            <source>The same key has vouched already; the other witness please</source>
            <translation>此 Key 已见证过，请另一名见证人操作</translation>
        </message>
        <message>
            <source>The time for signing in is over; please ask the staff.</source>
            <translation>签到时间已过，请询问工作人员。</translation>
        </message>
        <message>
            <source>These ways are equal; any {count} of them complete the check of your identity.</source>
            <translation>以下三种方式地位相同，任选 {count} 种即可完成身份核验。</translation>
        </message>
        <message>
            <source>This card cannot be read: lay the resident identity card flat on the reader</source>
            <translation>该证件无法识读：请将居民身份证平放在读卡器上</translation>
        </message>
        <message>
            <source>This is me: sign in</source>
            <translation>是本人，签到</translation>
        </message>
        <message>
            <source>This key cannot be read</source>
            <translation>无法读取此 Key</translation>
        </message>
        <message>
            <source>This way cannot be taken now; please use another one.</source>
            <translation>现在不能用此方式，请改用其他方式。</translation>
        </message>
        <message>
            <source>Too bright: turn away from the light</source>
            <translation>光线过亮：请避开强光</translation>
        </message>
        <message>
            <source>Too dark: turn the light on</source>
            <translation>光线偏暗：请打开灯</translation>
        </message>
        <message>
            <source>Too far away: move closer</source>
            <translation>距离偏远：请靠近一些</translation>
        </message>
        <message>
            <source>Too little to see: press flat and a little more firmly</source>
            <translation>采集面积太小：请放平并稍用力按压</translation>
        </message>
        <message>
            <source>Too quick: look straight ahead, then turn once more, slowly</source>
            <translation>转得太快：请先正视前方，再慢慢转一次</translation>
        </message>
        <message>
            <source>Too quick: press calmly</source>
            <translation>移动过快：请平稳按压</translation>
        </message>
        <message>
            <source>Too short: leave the finger on a little longer</source>
            <translation>时间太短：请多停留片刻</translation>
        </message>
        <message>
            <source>Turn slowly to the left</source>
            <translation>缓慢向左转头</translation>
        </message>
        <message>
            <source>Turn slowly to the right</source>
            <translation>缓慢向右转头</translation>
        </message>
        <message>
            <source>Two people of this place, each with the own card, compare your identity card with you and vouch for it. The report says so.</source>
            <translation>由本场所两名工作人员各持本人工号卡，当面核对您的身份证件并见证登录。此情况记入评标报告。</translation>
        </message>
        <message>
            <source>Unclear: wipe the finger and press again</source>
            <translation>指纹不清晰：请擦拭手指后重新按压</translation>
        </message>
        <message>
            <source>Use {method} instead</source>
            <translation>改用{method}</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>有效期</translation>
        </message>
        <message>
            <source>Vouch</source>
            <translation>见证</translation>
        </message>
        <message>
            <source>Waiting for the centre</source>
            <translation>正在等待评标中心</translation>
        </message>
        <message>
            <source>Who are you?</source>
            <translation>请表明身份</translation>
        </message>
        <message>
            <source>Witness of the place: own key and PIN</source>
            <translation>场地见证人：插入本人 Key、输入 PIN 码</translation>
        </message>
        <message>
            <source>Witness: insert your own key</source>
            <translation>请见证人插入本人 Key</translation>
        </message>
        <message>
            <source>Witnessed sign-in</source>
            <translation>见证登录</translation>
        </message>
        <message>
            <source>You: confirm</source>
            <translation>签到人：本人确认</translation>
        </message>
        <message>
            <source>Your picture, mirrored</source>
            <translation>您的画面（镜像）</translation>
        </message>
        <message>
            <source>about {degrees}° to go</source>
            <translation>还差约 {degrees}°</translation>
        </message>
        <message>
            <source>done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>next</source>
            <translation>接下来</translation>
        </message>
        <message>
            <source>now back to the front</source>
            <translation>请转回正面</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>{reason} ({count} tries left)</source>
            <translation>{reason}（还可尝试 {count} 次）</translation>
        </message>
        <message>
            <source>{seconds} s left</source>
            <translation>剩余 {seconds} 秒</translation>
        </message>
    </context>
</TS>
