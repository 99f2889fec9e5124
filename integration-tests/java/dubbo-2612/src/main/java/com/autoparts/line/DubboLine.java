package com.autoparts.line;

import com.alibaba.dubbo.common.Version;
import com.alibaba.dubbo.common.beanutil.JavaBeanDescriptor;
import com.alibaba.dubbo.common.beanutil.JavaBeanSerializeUtil;
import com.alibaba.dubbo.config.ApplicationConfig;
import com.alibaba.dubbo.config.MethodConfig;
import com.alibaba.dubbo.config.ReferenceConfig;
import com.alibaba.dubbo.config.RegistryConfig;
import com.alibaba.dubbo.rpc.RpcContext;
import com.alibaba.dubbo.rpc.RpcException;
import com.alibaba.dubbo.rpc.service.EchoService;
import com.alibaba.dubbo.rpc.service.GenericService;
import com.autoparts.probe.cases.Line;
import com.autoparts.probe.cases.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** com.alibaba.dubbo. */
public final class DubboLine implements Line {
    private final ApplicationConfig application = new ApplicationConfig("probe-consumer");

    public DubboLine() {
        application.setQosEnable(false);
    }

    /** References beside those of a Spring application; 2.6 has no process-wide one. */
    static DubboLine besideSpring() {
        return new DubboLine();
    }

    @Override
    public String dubbo() {
        return Version.getVersion();
    }

    private <T> ReferenceConfig<T> reference(String interfaceName, Target target) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(interfaceName);
        reference.setGroup(target.group);
        reference.setVersion(target.version);
        reference.setTimeout(target.timeoutMillis);
        reference.setRetries(0);
        reference.setCheck(false);
        if (target.direct != null) {
            reference.setUrl(target.url(interfaceName));
        } else {
            reference.setRegistry(new RegistryConfig("nacos://" + target.nacos));
        }
        return reference;
    }

    @Override
    public <T> T refer(Class<T> type, Target target, String... onewayMethods) {
        ReferenceConfig<T> reference = reference(type.getName(), target);
        reference.setInterface(type);
        List<MethodConfig> methods = new ArrayList<>();
        for (String name : onewayMethods) {
            MethodConfig method = new MethodConfig();
            method.setName(name);
            method.setReturn(false);
            methods.add(method);
        }
        if (!methods.isEmpty()) {
            reference.setMethods(methods);
        }
        return reference.get();
    }

    @Override
    public Generic generic(String interfaceName, Target target, String mode) {
        ReferenceConfig<GenericService> reference = reference(interfaceName, target);
        reference.setGeneric(mode);
        GenericService service = reference.get();
        return service::$invoke;
    }

    @Override
    public void attach(String key, String value) {
        RpcContext.getContext().setAttachment(key, value);
    }

    @Override
    public String replied(String key) {
        return RpcContext.getServerContext().getAttachment(key);
    }

    @Override
    public Object echo(Object proxy, Object value) {
        return ((EchoService) proxy).$echo(value);
    }

    @Override
    public <T> Future<T> async(Callable<T> call) {
        return RpcContext.getContext().asyncCall(call);
    }

    @Override
    public int code(Throwable failure) {
        return failure instanceof RpcException ? ((RpcException) failure).getCode() : -1;
    }

    @Override
    public Object describe(Object value) {
        return JavaBeanSerializeUtil.serialize(value);
    }

    @Override
    public Object undescribe(Object descriptor) {
        return JavaBeanSerializeUtil.deserialize((JavaBeanDescriptor) descriptor);
    }
}
