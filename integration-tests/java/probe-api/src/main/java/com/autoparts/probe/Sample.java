package com.autoparts.probe;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** A bean with a field of every kind an SSM team puts into one. */
public class Sample extends Base {
    private static final long serialVersionUID = 1L;

    private String name;
    private int count;
    private Integer countOrNull;
    private long total;
    private Long totalOrNull;
    private double weight;
    private Double weightOrNull;
    private boolean active;
    private Boolean activeOrNull;
    private BigDecimal amount;
    private BigInteger big;
    private byte[] data;
    private LocalDate day;
    private LocalDateTime moment;
    private UUID id;
    private Color color;
    private List<Part> parts;
    private Set<String> tags;
    private Map<String, String> labels;
    private Map<String, Object> extra;
    private Part main;

    public String getName() { return name; }
    public void setName(String name) { this.name = name; }
    public int getCount() { return count; }
    public void setCount(int count) { this.count = count; }
    public Integer getCountOrNull() { return countOrNull; }
    public void setCountOrNull(Integer countOrNull) { this.countOrNull = countOrNull; }
    public long getTotal() { return total; }
    public void setTotal(long total) { this.total = total; }
    public Long getTotalOrNull() { return totalOrNull; }
    public void setTotalOrNull(Long totalOrNull) { this.totalOrNull = totalOrNull; }
    public double getWeight() { return weight; }
    public void setWeight(double weight) { this.weight = weight; }
    public Double getWeightOrNull() { return weightOrNull; }
    public void setWeightOrNull(Double weightOrNull) { this.weightOrNull = weightOrNull; }
    public boolean isActive() { return active; }
    public void setActive(boolean active) { this.active = active; }
    public Boolean getActiveOrNull() { return activeOrNull; }
    public void setActiveOrNull(Boolean activeOrNull) { this.activeOrNull = activeOrNull; }
    public BigDecimal getAmount() { return amount; }
    public void setAmount(BigDecimal amount) { this.amount = amount; }
    public BigInteger getBig() { return big; }
    public void setBig(BigInteger big) { this.big = big; }
    public byte[] getData() { return data; }
    public void setData(byte[] data) { this.data = data; }
    public LocalDate getDay() { return day; }
    public void setDay(LocalDate day) { this.day = day; }
    public LocalDateTime getMoment() { return moment; }
    public void setMoment(LocalDateTime moment) { this.moment = moment; }
    public UUID getId() { return id; }
    public void setId(UUID id) { this.id = id; }
    public Color getColor() { return color; }
    public void setColor(Color color) { this.color = color; }
    public List<Part> getParts() { return parts; }
    public void setParts(List<Part> parts) { this.parts = parts; }
    public Set<String> getTags() { return tags; }
    public void setTags(Set<String> tags) { this.tags = tags; }
    public Map<String, String> getLabels() { return labels; }
    public void setLabels(Map<String, String> labels) { this.labels = labels; }
    public Map<String, Object> getExtra() { return extra; }
    public void setExtra(Map<String, Object> extra) { this.extra = extra; }
    public Part getMain() { return main; }
    public void setMain(Part main) { this.main = main; }

    private Object[] fields() {
        return new Object[] {
            getCreatedAt(), getTraceId(), name, count, countOrNull, total, totalOrNull, weight, weightOrNull, active,
            activeOrNull, amount, big, day, moment, id, color, parts, tags, labels, extra, main,
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sample
            && Arrays.deepEquals(fields(), ((Sample) other).fields())
            && Arrays.equals(data, ((Sample) other).data);
    }

    @Override
    public int hashCode() { return Objects.hash(name, count, total); }

    @Override
    public String toString() { return "Sample" + Arrays.deepToString(fields()) + " data=" + Arrays.toString(data); }
}
