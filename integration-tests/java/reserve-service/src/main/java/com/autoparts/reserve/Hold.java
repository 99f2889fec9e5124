package com.autoparts.reserve;

import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.ReservationLine;
import com.autoparts.stock.api.Shortage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One order in one transaction. What nobody else waits for is written first and the balances last, in the order of their keys, so that a row that all
 * want is locked as briefly as can be.
 */
public class Hold {
    private static final int TRIES = 3;

    private final ReserveMapper mapper;
    private final TransactionTemplate transaction;

    public Hold(ReserveMapper mapper, PlatformTransactionManager manager) {
        this.mapper = mapper;
        this.transaction = new TransactionTemplate(manager);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /** Books the order; what is missing where there is not enough, and then nothing is booked. */
    List<Shortage> book(long id, OpContext context, String tenant, String hash, String answer, Reservation held) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> {
                    List<Shortage> missing = write(id, context, tenant, hash, answer, held);
                    if (!missing.isEmpty()) {
                        status.setRollbackOnly();
                    }
                    return missing;
                });
            } catch (PessimisticLockingFailureException deadlock) {
                if (attempt == TRIES) {
                    throw deadlock;
                }
            }
        }
    }

    private List<Shortage> write(long id, OpContext context, String tenant, String hash, String answer, Reservation held) {
        long now = held.getCreatedAt().getTime();
        mapper.voucher(id, tenant, context.getSourceSystem(), context.getBizNo(), context.getOpSeq(), hash, answer, context.getOperator(),
            context.getTraceId(), now, held.getOrderNo());
        mapper.reservation(id, tenant, held, now, held.getExpireAt().getTime());
        mapper.lines(id, held.getLines());
        mapper.outbox(id, Long.toString(id), now);
        List<ReservationLine> sorted = new ArrayList<>(held.getLines());
        sorted.sort(Comparator.comparing(ReservationLine::getSku).thenComparing(ReservationLine::getWarehouse));
        List<Leg> legs = new ArrayList<>(sorted.size());
        List<Shortage> missing = new ArrayList<>();
        for (ReservationLine line : sorted) {
            if (mapper.take(tenant, line.getSku(), line.getWarehouse(), line.getReserved()) == 0) {
                Shortage shortage = new Shortage();
                shortage.setLineNo(line.getLineNo());
                shortage.setSku(line.getSku());
                shortage.setWarehouse(line.getWarehouse());
                shortage.setNeed(line.getReserved());
                missing.add(shortage);
                return missing;
            }
            Balance after = mapper.balance(tenant, line.getSku(), line.getWarehouse());
            // Drawn under the row's lock: the numbers of one account grow.
            legs.add(new Leg(Numbers.next(), legs.size() + 1, line, after));
        }
        mapper.ledger(id, tenant, legs);
        return missing;
    }
}
