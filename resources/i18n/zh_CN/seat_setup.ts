<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SeatSetup</name>
        <message>
            <source>1 to 9999, large on the seat's front</source>
            <translation>1 到 9999，机位正面以大字显示</translation>
        </message>
        <message>
            <source>5G line</source>
            <translation>5G 线路</translation>
        </message>
        <message>
            <source>Address of the centre</source>
            <translation>评标中心地址</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>上一步（Esc）</translation>
        </message>
        <message>
            <source>Before the expert stands</source>
            <translation>专家面前的音频设备</translation>
        </message>
        <message>
            <source>By which of its own interfaces or addresses the seat reaches the centre.</source>
            <translation>机位经本机哪个网络接口或地址连接评标中心。</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>Certificate good until {day}</source>
            <translation>证书有效期至 {day}</translation>
        </message>
        <message>
            <source>Certificate of this seat</source>
            <translation>本机位的证书</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Fingerprint reader</source>
            <translation>指纹仪</translation>
        </message>
        <message>
            <source>Get the certificate</source>
            <translation>申领证书</translation>
        </message>
        <message>
            <source>How many of them are needed</source>
            <translation>需要几种</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>线路</translation>
        </message>
        <message>
            <source>Loudspeaker</source>
            <translation>扬声器</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Name of the seat</source>
            <translation>机位名称</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>机位号</translation>
        </message>
        <message>
            <source>One-time code</source>
            <translation>一次性注册码</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>场所</translation>
        </message>
        <message>
            <source>Please enter the one-time code</source>
            <translation>请输入一次性注册码</translation>
        </message>
        <message>
            <source>Please enter: {hint}</source>
            <translation>请填写：{hint}</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save first</source>
            <translation>请先保存</translation>
        </message>
        <message>
            <source>Saved. The seat goes by it from its next start on.</source>
            <translation>已保存，机位下次启动起生效。</translation>
        </message>
        <message>
            <source>Seat and centre</source>
            <translation>机位与中心</translation>
        </message>
        <message>
            <source>Seat id</source>
            <translation>机位编号</translation>
        </message>
        <message>
            <source>Set up this seat</source>
            <translation>机位设置</translation>
        </message>
        <message>
            <source>Sign-in and screen</source>
            <translation>签到与屏幕</translation>
        </message>
        <message>
            <source>Signing keys</source>
            <translation>签名 Key</translation>
        </message>
        <message>
            <source>Size on the screen</source>
            <translation>屏幕显示大小</translation>
        </message>
        <message>
            <source>The centre gives a one-time code for each seat; the key is made here.</source>
            <translation>评标中心为每个机位发放一次性注册码；密钥在本机生成，不离开本机。</translation>
        </message>
        <message>
            <source>The centre is being asked</source>
            <translation>正在联系评标中心</translation>
        </message>
        <message>
            <source>The file</source>
            <translation>设置文件</translation>
        </message>
        <message>
            <source>The stricter of this and the centre's word holds.</source>
            <translation>与评标中心的规定取较严的一方。</translation>
        </message>
        <message>
            <source>There are not so many ways to sign in</source>
            <translation>可用的签到方式没有这么多</translation>
        </message>
        <message>
            <source>This is needed</source>
            <translation>此项必填</translation>
        </message>
        <message>
            <source>This is what will stand in the file.</source>
            <translation>设置文件的内容如下。</translation>
        </message>
        <message>
            <source>Ways to sign in</source>
            <translation>签到方式</translation>
        </message>
        <message>
            <source>What is plugged in is offered by a name that stays, wherever it is plugged.</source>
            <translation>已插入的设备按固定名称列出，换接口后名称不变。</translation>
        </message>
        <message>
            <source>Which seat this is, and which centre it works with.</source>
            <translation>这是哪个机位，与哪个评标中心连接。</translation>
        </message>
        <message>
            <source>Wired line</source>
            <translation>有线专线</translation>
        </message>
        <message>
            <source>a headset</source>
            <translation>头戴耳机</translation>
        </message>
        <message>
            <source>a headset has no echo to cancel</source>
            <translation>头戴耳机没有回声可消除</translation>
        </message>
        <message>
            <source>an interface such as eth0 or a local address; empty: the machine chooses</source>
            <translation>接口名（如 eth0）或本机地址；留空由系统选择</translation>
        </message>
        <message>
            <source>as registered at the centre: letters, digits, - _ .</source>
            <translation>与评标中心登记一致：字母、数字、- _ .</translation>
        </message>
        <message>
            <source>empty: the first one that is found</source>
            <translation>留空：使用找到的第一个</translation>
        </message>
        <message>
            <source>empty: what the system chooses</source>
            <translation>留空：由系统选择</translation>
        </message>
        <message>
            <source>face</source>
            <translation>人脸</translation>
        </message>
        <message>
            <source>finger</source>
            <translation>指纹</translation>
        </message>
        <message>
            <source>key</source>
            <translation>签名 Key</translation>
        </message>
        <message>
            <source>libfprint, zkfp:LIBRARY or winbio; empty: none</source>
            <translation>libfprint、zkfp:驱动库 或 winbio；留空：不使用</translation>
        </message>
        <message>
            <source>loudspeaker and microphone</source>
            <translation>扬声器和麦克风</translation>
        </message>
        <message>
            <source>loudspeaker, with WebRTC's echo canceller</source>
            <translation>扬声器，用 WebRTC 回声消除</translation>
        </message>
        <message>
            <source>no more than there are</source>
            <translation>不多于可用的方式</translation>
        </message>
        <message>
            <source>of this place</source>
            <translation>本场所可用的方式</translation>
        </message>
        <message>
            <source>pcsc, skf:LIBRARY or pkcs11:LIBRARY; several with ; between them</source>
            <translation>pcsc、skf:驱动库 或 pkcs11:驱动库；多个之间用 ; 分隔</translation>
        </message>
        <message>
            <source>such as 07 号机位; empty for its id</source>
            <translation>如 07 号机位；留空显示编号</translation>
        </message>
        <message>
            <source>such as https://centre.example:8443</source>
            <translation>如 https://centre.example:8443</translation>
        </message>
        <message>
            <source>the name of the house, as the front shows it</source>
            <translation>场所名称，显示在机位正面</translation>
        </message>
        <message>
            <source>{file} cannot be written: {reason}</source>
            <translation>{file} 无法写入：{reason}</translation>
        </message>
    </context>
</TS>
