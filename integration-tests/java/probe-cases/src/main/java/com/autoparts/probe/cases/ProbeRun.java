package com.autoparts.probe.cases;

import com.autoparts.probe.ProbeService;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The consumers' main program, given its line.
 *
 * <p>{@code --direct HOST:PORT} or {@code --nacos HOST:PORT} (with {@code --step FORCE_INTERFACE} or {@code FORCE_APPLICATION} to
 * look at one level only), with {@code --protocol tri} over Triple; {@code --only PREFIX} runs the cases whose names start so;
 * {@code --report FILE} (default: standard output). Writes one JSON line per case; ends with 0 when none failed, 1 otherwise.
 */
public final class ProbeRun {
    private ProbeRun() { }

    public static void main(Line line, String[] args) {
        Map<String, String> given = options(args);
        Report report = new Report(line.dubbo(), given.get("report"));
        Target target = target(given);
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        report.run("refer", () -> {
            ProbeService probe = line.refer(ProbeService.class, target);
            cases.putAll(new ProbeCases(line, probe).all());
            CallCases calls = new CallCases(line, target, probe);
            cases.putAll(calls.all());
            cases.putAll(new GenericCases(line, target).all());
            cases.putAll(calls.last());
        });
        cases.forEach((name, check) -> {
            if (name.startsWith(given.getOrDefault("only", ""))) {
                report.run(name, check);
            }
        });
        // Dubbo keeps threads that are not daemons; the report is complete.
        Runtime.getRuntime().halt(report.failed() == 0 ? 0 : 1);
    }

    /** Where the provider is and how it is called. */
    public static Target target(Map<String, String> given) {
        Target target = given.containsKey("direct") ? Target.direct(given.get("direct")) : Target.nacos(given.get("nacos"));
        return target.withProtocol(given.getOrDefault("protocol", "dubbo")).withStep(given.get("step"));
    }

    /** {@code --name value} pairs. */
    public static Map<String, String> options(String[] args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("wanted --name value, saw " + args[i]);
            }
            given.put(args[i].substring(2), args[i + 1]);
        }
        return given;
    }
}
