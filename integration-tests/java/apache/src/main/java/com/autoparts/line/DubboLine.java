package com.autoparts.line;

import org.apache.dubbo.common.Version;
import org.apache.dubbo.common.beanutil.JavaBeanDescriptor;
import org.apache.dubbo.common.beanutil.JavaBeanSerializeUtil;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.EchoService;
import org.apache.dubbo.rpc.service.GenericService;
import com.autoparts.probe.cases.Line;
import com.autoparts.probe.cases.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** org.apache.dubbo. */
public final class DubboLine implements Line {
    /** Null when Spring has configured the process's one application. */
    private final ApplicationConfig application;
    /** Of the application, once a target asks for a migration step. */
    private RegistryConfig registry;

    private DubboLine(ApplicationConfig application) {
        this.application = application;
    }

    public DubboLine() {
        this(new ApplicationConfig("probe-consumer"));
        application.setQosEnable(false);
    }

    /** References beside those of a Spring application. */
    static DubboLine besideSpring() {
        return new DubboLine(null);
    }

    @Override
    public String dubbo() {
        return Version.getVersion();
    }

    private <T> ReferenceConfig<T> reference(String interfaceName, Target target) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        if (application != null) {
            reference.setApplication(application);
        }
        reference.setInterface(interfaceName);
        reference.setGroup(target.group);
        reference.setVersion(target.version);
        reference.setTimeout(target.timeoutMillis);
        reference.setRetries(0);
        reference.setCheck(false);
        if (target.direct != null) {
            reference.setUrl(target.url(interfaceName));
        } else if (target.step == null) {
            reference.setRegistry(new RegistryConfig("nacos://" + target.nacos));
        } else {
            if (registry == null) {
                // The application's: only so is it a metadata center, too, which says which applications there are.
                registry = new RegistryConfig("nacos://" + target.nacos);
                DubboBootstrap.getInstance().application(application).registry(registry);
            }
            reference.setRegistry(registry);
            reference.setParameters(new HashMap<>(Collections.singletonMap("migration.step", target.step)));
            if (target.triple()) {
                // An extra protocol of the interface's URL is used by who takes the URL's own, too.
                reference.setProtocol(target.step.equals("FORCE_INTERFACE") ? "tri,dubbo" : "tri");
            }
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
