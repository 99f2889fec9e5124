package com.autoparts.probe.provider;

import org.apache.dubbo.rpc.RpcContext;

/** The probe's methods with this line's attachments. */
public final class ProbeServiceImpl extends ProbeMethods {
    @Override
    public String attachment(String key) {
        String value = RpcContext.getContext().getAttachment(key);
        if (value != null) {
            RpcContext.getServerContext().setAttachment("reply-" + key, value);
        }
        return value;
    }
}
