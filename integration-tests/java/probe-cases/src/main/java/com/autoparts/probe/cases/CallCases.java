package com.autoparts.probe.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.failure;
import static com.autoparts.probe.cases.Expect.that;

import com.autoparts.probe.ProbeService;
import com.autoparts.probe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What surrounds a call: attachments, asynchrony, one-way, timeouts, limits, services that are not there, many threads. */
final class CallCases {
    private static final int RPC_NETWORK = 1;
    private static final int RPC_TIMEOUT = 2;
    private static final int THREADS = 64;
    private static final int CALLS_PER_THREAD = 50;

    private final Line line;
    private final Target target;
    private final ProbeService probe;

    CallCases(Line line, Target target, ProbeService probe) {
        this.line = line;
        this.target = target;
        this.probe = probe;
    }

    Map<String, Report.Check> all() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        attachments(cases);
        asynchrony(cases);
        special(cases);
        failures(cases);
        services(cases);
        cases.put("threads.64", this::threads);
        return cases;
    }

    /** Run after all others: a Java 2.7 provider stops reading from a connection that broke its limit. */
    Map<String, Report.Check> last() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        cases.put("request.over-limit", () -> {
            if (target.direct == null) {
                throw new Report.NotApplicable("the consumer's own limit is lifted on a direct address only");
            }
            ProbeService large = line.refer(ProbeService.class, target.withPayload(64 << 20).withTimeout(2000));
            that(line.code(failure(() -> large.echo(new String(new char[9_000_000]).replace('\0', 'x')))) >= 0, "no RpcException");
            equal("after", probe.echo("after"));
        });
        return cases;
    }

    private void attachments(Map<String, Report.Check> cases) {
        cases.put("attachment.request", () -> {
            String text = target.triple() ? Samples.HEADER : Samples.TEXT;
            line.attach("probe-key", text);
            equal(text, probe.attachment("probe-key"));
            equal(null, probe.attachment("other-key"));
        });
        cases.put("attachment.reply", () -> {
            if (target.direct != null && line.dubbo().startsWith("2.7.")) {
                throw new Report.NotApplicable("2.7 shows reply attachments through a cluster only, not on a direct address");
            }
            String text = target.triple() ? Samples.HEADER : "käy 键";
            line.attach("probe-key", text);
            equal(text, probe.attachment("probe-key"));
            equal(text, line.replied("reply-probe-key"));
        });
    }

    private void asynchrony(Map<String, Report.Check> cases) {
        cases.put("async.future", () -> {
            if (line.alibaba()) {
                throw new Report.NotApplicable("2.6 has no CompletableFuture results");
            }
            equal("later", probe.eventually("later", 50).get(5, TimeUnit.SECONDS));
        });
        cases.put("async.out-of-order", () -> {
            if (line.alibaba()) {
                throw new Report.NotApplicable("2.6 has no CompletableFuture results");
            }
            CompletableFuture<String> slow = probe.eventually("slow", 2500);
            CompletableFuture<String> fast = probe.eventually("fast", 0);
            equal("fast", fast.get(2, TimeUnit.SECONDS));
            that(!slow.isDone(), "the slow answer came first");
            equal("slow", slow.get(5, TimeUnit.SECONDS));
        });
        cases.put("async.context", () -> {
            Future<String> slow = line.async(() -> probe.sleep(2500));
            Future<String> fast = line.async(() -> probe.echo("fast"));
            equal("fast", fast.get(2, TimeUnit.SECONDS));
            equal("slept", slow.get(5, TimeUnit.SECONDS));
        });
        cases.put("async.failure", () -> {
            Future<Object> broken = line.async(() -> {
                probe.fail("checked");
                return null;
            });
            // 2.6 wraps it in an RpcException, later lines in an ExecutionException.
            Throwable seen = failure(() -> broken.get(5, TimeUnit.SECONDS));
            that(Report.describe(seen).contains("ProbeException: checked 异常"), Report.describe(seen));
        });
        cases.put("oneway", () -> {
            String text = UUID.randomUUID().toString();
            ProbeService oneway = line.refer(ProbeService.class, target, "note");
            for (int i = 0; i < 10; i++) {
                oneway.note(text);
            }
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (probe.notes(text) < 10 && System.nanoTime() < until) {
                Thread.sleep(10);
            }
            equal(10, probe.notes(text));
        });
        cases.put("void", () -> {
            String text = UUID.randomUUID().toString();
            probe.note(text);
            equal(1, probe.notes(text));
        });
    }

    private void special(Map<String, Report.Check> cases) {
        cases.put("$echo", () -> {
            equal("OK", line.echo(probe, "OK"));
            equal(Samples.TEXT, line.echo(probe, Samples.TEXT));
            equal(Samples.full(), line.echo(probe, Samples.full()));
            equal(null, line.echo(probe, null));
        });
    }

    private void failures(Map<String, Report.Check> cases) {
        cases.put("timeout", () -> {
            ProbeService hasty = line.refer(ProbeService.class, target.withTimeout(300));
            long start = System.nanoTime();
            Throwable seen = failure(() -> hasty.sleep(4000));
            long millis = (System.nanoTime() - start) / 1_000_000;
            equal(RPC_TIMEOUT, line.code(seen));
            that(millis >= 250 && millis < 3500, "timed out after " + millis + " ms");
            equal("after", hasty.echo("after"));
        });
        cases.put("reply.7M", () -> equal(7_000_000, probe.big(7_000_000).length()));
        cases.put("reply.over-limit", () -> {
            Throwable seen = failure(() -> probe.big(9_000_000));
            that(line.code(seen) >= 0 && String.valueOf(seen.getMessage()).contains("too large"), Report.describe(seen));
            equal("after", probe.echo("after"));
        });
    }

    private void services(Map<String, Report.Check> cases) {
        cases.put("unknown.service", () -> {
            if (target.direct == null) {
                throw new Report.NotApplicable("a registry has no address of it");
            }
            NoSuchService absent = line.refer(NoSuchService.class, target.withTimeout(2000));
            int code = line.code(failure(absent::call));
            // Triple has a status of its own for it, which each line reads in its own way.
            that(target.triple() ? code >= 0 : code == RPC_NETWORK, "code " + code);
            equal("after", probe.echo("after"));
        });
        cases.put("group.version", () -> {
            ProbeService other = line.refer(ProbeService.class, target.withService("probe-group", "1.2.3"));
            equal("x", other.echo("x"));
            equal("two:x:1", other.join("x", 1));
        });
        cases.put("group.unknown", () -> {
            if (target.direct == null) {
                throw new Report.NotApplicable("a registry has no address of it");
            }
            if (target.triple()) {
                throw new Report.NotApplicable("Triple falls back to the service without a group (resolve-fallback-to-default)");
            }
            ProbeService absent = line.refer(ProbeService.class, target.withTimeout(2000).withService("no-such-group", "1.2.3"));
            equal(RPC_NETWORK, line.code(failure(() -> absent.echo("x"))));
        });
    }

    private void threads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                running.add(pool.submit(() -> {
                    for (int call = 0; call < CALLS_PER_THREAD; call++) {
                        String text = number + "/" + call + " 件";
                        equal(text, probe.echo(text));
                        equal((long) number + call, probe.add(number, call));
                        if (call % 10 == 0) {
                            Sample sample = Samples.full();
                            sample.setName(text);
                            equal(sample, probe.roundTrip(sample));
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } catch (TimeoutException slow) {
            throw new AssertionError("64 threads did not finish in a minute");
        } finally {
            pool.shutdownNow();
        }
    }

    /** An interface that no provider has. */
    public interface NoSuchService {
        String call();
    }
}
