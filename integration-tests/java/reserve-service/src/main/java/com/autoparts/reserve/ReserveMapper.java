package com.autoparts.reserve;

import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.ReservationLine;
import java.util.List;
import org.apache.ibatis.annotations.Param;

/** The statements of a pre-occupation. */
public interface ReserveMapper {
    /** The idempotency row; the key is unique. */
    int voucher(@Param("id") long id, @Param("tenant") String tenant, @Param("source") String source, @Param("bizNo") String bizNo,
        @Param("opSeq") int opSeq, @Param("hash") String hash, @Param("answer") String answer, @Param("operator") String operator,
        @Param("traceId") String traceId, @Param("bookTime") long bookTime, @Param("orderNo") String orderNo);

    Stored stored(@Param("tenant") String tenant, @Param("source") String source, @Param("bizNo") String bizNo, @Param("opSeq") int opSeq);

    int reservation(@Param("id") long id, @Param("tenant") String tenant, @Param("held") Reservation held, @Param("createdAt") long createdAt,
        @Param("expireAt") long expireAt);

    int lines(@Param("id") long id, @Param("lines") List<ReservationLine> lines);

    int outbox(@Param("id") long id, @Param("voucher") String voucher, @Param("at") long at);

    /** The guarded update: 0 rows where there is not enough. */
    int take(@Param("tenant") String tenant, @Param("sku") String sku, @Param("warehouse") String warehouse, @Param("quantity") long quantity);

    Balance balance(@Param("tenant") String tenant, @Param("sku") String sku, @Param("warehouse") String warehouse);

    int ledger(@Param("voucher") long voucher, @Param("tenant") String tenant, @Param("legs") List<Leg> legs);
}
