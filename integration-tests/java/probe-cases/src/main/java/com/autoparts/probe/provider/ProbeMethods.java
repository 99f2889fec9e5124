package com.autoparts.probe.provider;

import com.autoparts.probe.Color;
import com.autoparts.probe.Node;
import com.autoparts.probe.Part;
import com.autoparts.probe.ProbeException;
import com.autoparts.probe.ProbeRefusal;
import com.autoparts.probe.ProbeService;
import com.autoparts.probe.Sample;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The probe as a Java team would write it: what the cases are checked against before Rust is. Attachments belong to
 * Dubbo's own context, whose package differs: each provider adds them.
 */
public abstract class ProbeMethods implements ProbeService {
    private final Map<String, Integer> notes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public long add(long left, int right) {
        return left + right;
    }

    @Override
    public Long addBoxed(Long left, Integer right) {
        return left == null || right == null ? null : Long.valueOf(left + right);
    }

    @Override
    public String primitives(boolean flag, byte small, short mid, char letter, float single, double twice) {
        return flag + "," + small + "," + mid + "," + letter + "," + single + "," + twice;
    }

    @Override
    public boolean not(boolean flag) {
        return !flag;
    }

    @Override
    public double half(double value) {
        return value / 2;
    }

    @Override
    public String join(String text) {
        return "one:" + text;
    }

    @Override
    public String join(String text, int number) {
        return "two:" + text + ":" + number;
    }

    @Override
    public String join(long number) {
        return "long:" + number;
    }

    @Override
    public String join(List<String> texts) {
        return "list:" + String.join("+", texts);
    }

    @Override
    public Sample roundTrip(Sample sample) {
        return sample;
    }

    @Override
    public List<Sample> reverse(List<Sample> samples) {
        if (samples != null) {
            Collections.reverse(samples);
        }
        return samples;
    }

    @Override
    public Map<String, Object> attributes(Map<String, Object> in) {
        Map<String, Object> out = new HashMap<>(in);
        out.put("size", in.size());
        return out;
    }

    @Override
    public Map<String, Part> parts(Map<String, Part> in) {
        return in;
    }

    @Override
    public Set<String> tags(Set<String> in) {
        return in;
    }

    @Override
    public byte[] bytes(byte[] in) {
        return in;
    }

    @Override
    public int[] doubled(int[] in) {
        return Arrays.stream(in).map(number -> number * 2).toArray();
    }

    @Override
    public String[] upper(String[] in) {
        return Arrays.stream(in).map(text -> text == null ? null : text.toUpperCase()).toArray(String[]::new);
    }

    @Override
    public Color next(Color color) {
        return color == null ? null : Color.values()[(color.ordinal() + 1) % Color.values().length];
    }

    @Override
    public BigDecimal scale(BigDecimal value, int factor) {
        return value == null ? null : value.multiply(BigDecimal.valueOf(factor));
    }

    @Override
    public Date later(Date day) {
        return day == null ? null : new Date(day.getTime() + 1000);
    }

    @Override
    public LocalDateTime tomorrow(LocalDateTime moment) {
        return moment == null ? null : moment.plusDays(1);
    }

    @Override
    public Node graph(Node first) {
        return first;
    }

    @Override
    public int ringSize(Node first) {
        Node node = first.getNext();
        for (int steps = 1; node != null && steps < 1000; steps++) {
            if (node == first) {
                return steps;
            }
            node = node.getNext();
        }
        return -1;
    }

    @Override
    public Object any(Object value) {
        return value;
    }

    @Override
    public void fail(String kind) throws ProbeException {
        switch (kind) {
            case "checked":
                throw new ProbeException("C1", "checked 异常");
            case "declared":
                throw new ProbeRefusal("D1", "declared");
            case "illegal":
                throw new IllegalArgumentException("illegal");
            case "runtime":
                throw new RuntimeException("runtime");
            case "undeclared":
                throw new SecretException("undeclared");
            default:
        }
    }

    @Override
    public CompletableFuture<String> eventually(String text, int millis) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        timer.schedule(() -> answer.complete(text), millis, TimeUnit.MILLISECONDS);
        return answer;
    }

    @Override
    public String sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "slept";
    }

    @Override
    public void note(String text) {
        notes.merge(text, 1, Integer::sum);
    }

    @Override
    public int notes(String text) {
        return notes.getOrDefault(text, 0);
    }

    @Override
    public String big(int size) {
        char[] text = new char[size];
        Arrays.fill(text, 'x');
        return new String(text);
    }
}
