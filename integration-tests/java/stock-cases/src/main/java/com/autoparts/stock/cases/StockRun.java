package com.autoparts.stock.cases;

import com.autoparts.probe.cases.Line;
import com.autoparts.probe.cases.ProbeRun;
import com.autoparts.probe.cases.Report;
import com.autoparts.probe.cases.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stock consumers' main program, given its line and its Spring application.
 *
 * <p>{@code --direct HOST:PORT} (with {@code --protocol tri} over Triple) or {@code --nacos HOST:PORT}; {@code --warehouse CODE --skus ONE,TWO} (parts the provider knows);
 * {@code --trade all} or {@code some} adds hard cases of the trade, {@code --clock HOST:PORT} lets time pass for them; {@code --only PREFIX}; {@code --report FILE}. One JSON line per case; ends with 0 when none failed, 1 otherwise.
 */
public final class StockRun {
    private StockRun() { }

    /** Starts the application that holds the proxies. */
    public interface Application {
        /** {@code properties}: {@code stock.registry} and {@code stock.url}, one of them empty. */
        Callers start(Map<String, String> properties);
    }

    /** The same stock center, configured in two ways. */
    public static final class Callers {
        final StockCaller xml;
        final StockCaller annotated;

        public Callers(StockCaller xml, StockCaller annotated) {
            this.xml = xml;
            this.annotated = annotated;
        }
    }

    public static void main(Line line, Application application, String[] args) {
        Map<String, String> given = ProbeRun.options(args);
        Report report = new Report(line.dubbo(), given.get("report"));
        boolean direct = given.containsKey("direct");
        Target target = ProbeRun.target(given);
        Map<String, String> properties = new LinkedHashMap<>();
        // The console port would be the same for every process of this machine.
        properties.put("dubbo.application.qos.enable", "false");
        properties.put("dubbo.application.qos-enable", "false");
        properties.put("stock.url", direct ? target.protocol + "://" + given.get("direct") : "");
        properties.put("stock.registry", direct ? "N/A" : "nacos://" + given.get("nacos"));
        String[] skus = given.get("skus").split(",");
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        report.run("spring", () -> {
            Callers callers = application.start(properties);
            Stock stock = new Stock(callers.xml, "it-" + line.dubbo(), given.get("warehouse"), skus[0], skus[1]);
            cases.putAll(new StockCases(stock).all());
            cases.putAll(new StockCallCases(stock, line, target).all());
            Stock annotated =
                new Stock(callers.annotated, "an-" + line.dubbo(), given.get("warehouse"), skus[0], skus[1]);
            new StockCases(annotated).all().forEach((name, check) -> cases.put("annotation." + name, check));
            if (given.containsKey("trade")) {
                TradeCases trade = new TradeCases(new TradeCaller(callers.xml, line, target), given.get("clock"), skus[0], skus[1]);
                cases.putAll("all".equals(given.get("trade")) ? trade.all() : trade.some());
            }
        });
        cases.forEach((name, check) -> {
            if (name.startsWith(given.getOrDefault("only", ""))) {
                report.run(name, check);
            }
        });
        Runtime.getRuntime().halt(report.failed() == 0 ? 0 : 1);
    }
}
