package peers;

import com.alibaba.nacos.NacosServerBasicApplication;
import com.alibaba.nacos.NacosServerWebApplication;
import com.alibaba.nacos.console.NacosConsole;
import com.alibaba.nacos.core.listener.startup.NacosStartUp;
import com.alibaba.nacos.core.listener.startup.NacosStartUpManager;
import com.alibaba.nacos.sys.env.DeploymentType;
import com.alibaba.nacos.sys.env.EnvUtil;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Nacos 3 in one process. The distribution starts three Spring contexts, each in its own start-up phase: the core, then
 * the API server and the console as its children. The republished jars lack the class that does so.
 */
public final class Nacos3 {
    private Nacos3() {
    }

    public static void main(String[] args) {
        EnvUtil.setDeploymentType(DeploymentType.MERGED);

        NacosStartUpManager.start(NacosStartUp.CORE_START_UP_PHASE);
        ConfigurableApplicationContext core = new SpringApplicationBuilder(NacosServerBasicApplication.class)
                .web(WebApplicationType.NONE)
                .run(args);

        child(NacosStartUp.WEB_START_UP_PHASE, NacosServerWebApplication.class, core, args);
        child(NacosStartUp.CONSOLE_START_UP_PHASE, NacosConsole.class, core, args);
    }

    private static void child(
            String phase, Class<?> application, ConfigurableApplicationContext core, String[] args) {
        NacosStartUpManager.start(phase);
        new SpringApplicationBuilder(application).parent(core).run(args);
    }
}
