package com.autoparts.listing;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Figures of listing pages: from this process where that is wanted, else from Redis in one round trip, else from the database in one query. */
public class Figures {
    private static final int FRONT_MAX = 100_000;
    private static final long SITES_MILLIS = 60_000;

    private static final class Kept<T> {
        final T value;
        final long until;

        Kept(T value, long until) {
            this.value = value;
            this.until = until;
        }
    }

    private final ListingMapper mapper;
    private final StatefulRedisConnection<String, String> redis;
    private final SetArgs keep;
    private final long frontMillis;
    private final Map<String, Kept<Figure>> front = new ConcurrentHashMap<>();
    private final Map<String, Kept<List<String>>> sites = new ConcurrentHashMap<>();

    public Figures(ListingMapper mapper, String address, long keepSeconds, long frontMillis) {
        this.mapper = mapper;
        // One connection that all threads share, as Lettuce is meant to be used.
        this.redis = RedisClient.create("redis://" + address).connect();
        this.keep = SetArgs.Builder.ex(keepSeconds);
        this.frontMillis = frontMillis;
    }

    /** The figures of a page, in the order of its SKUs. */
    List<Figure> of(String tenant, String area, List<String> skus) {
        String prefix = "sellable:" + tenant + ":" + area + ":";
        long now = System.currentTimeMillis();
        Figure[] found = new Figure[skus.size()];
        List<Integer> absent = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            Kept<Figure> kept = frontMillis > 0 ? front.get(prefix + skus.get(i)) : null;
            if (kept != null && kept.until > now) {
                found[i] = kept.value;
            } else {
                absent.add(i);
            }
        }
        if (!absent.isEmpty()) {
            absent = fromRedis(prefix, skus, absent, found);
        }
        if (!absent.isEmpty()) {
            fromDatabase(tenant, area, prefix, skus, absent, found);
        }
        List<Figure> page = new ArrayList<>(found.length);
        for (Figure figure : found) {
            page.add(figure);
        }
        return page;
    }

    private List<Integer> fromRedis(String prefix, List<String> skus, List<Integer> wanted, Figure[] found) {
        String[] keys = new String[wanted.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = prefix + skus.get(wanted.get(i));
        }
        List<KeyValue<String, String>> values = redis.sync().mget(keys);
        List<Integer> absent = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            int at = wanted.get(i);
            KeyValue<String, String> value = values.get(i);
            if (value.hasValue()) {
                found[at] = Figure.fromText(skus.get(at), value.getValue());
                remember(keys[i], found[at]);
            } else {
                absent.add(at);
            }
        }
        return absent;
    }

    private void fromDatabase(String tenant, String area, String prefix, List<String> skus, List<Integer> wanted, Figure[] found) {
        List<String> names = new ArrayList<>(wanted.size());
        for (int at : wanted) {
            names.add(skus.get(at));
        }
        Map<String, Figure> read = new HashMap<>();
        for (Figure figure : mapper.figures(tenant, names, sitesOf(area))) {
            read.put(figure.getSku(), figure);
        }
        // Not waited for: the commands go out in one piece, and the page is answered meanwhile.
        RedisAsyncCommands<String, String> commands = redis.async();
        for (int at : wanted) {
            String sku = skus.get(at);
            found[at] = read.getOrDefault(sku, Figure.nothing(sku));
            String key = prefix + sku;
            commands.set(key, found[at].toText(), keep);
            remember(key, found[at]);
        }
    }

    private void remember(String key, Figure figure) {
        if (frontMillis > 0) {
            if (front.size() >= FRONT_MAX) {
                front.clear();
            }
            front.put(key, new Kept<>(figure, System.currentTimeMillis() + frontMillis));
        }
    }

    /** Sites that cover an area: those of the longest code that is a prefix of it. */
    private List<String> sitesOf(String area) {
        long now = System.currentTimeMillis();
        Kept<List<String>> kept = sites.get(area);
        if (kept != null && kept.until > now) {
            return kept.value;
        }
        List<String> codes = new ArrayList<>();
        for (int end = 1; end <= area.length(); end++) {
            codes.add(area.substring(0, end));
        }
        List<ListingMapper.Site> covering = mapper.sites(codes);
        int longest = covering.stream().mapToInt(site -> site.getArea().length()).max().orElse(0);
        List<String> best = new ArrayList<>();
        for (ListingMapper.Site site : covering) {
            if (site.getArea().length() == longest) {
                best.add(site.getWarehouse());
            }
        }
        sites.put(area, new Kept<>(best, now + SITES_MILLIS));
        return best;
    }
}
