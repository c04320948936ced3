package dev.rowcast.relay;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** GTIDs and sets of them, of numbers below 64, so that a set is a mask; each made once. One thread. */
final class SimulatedGtids {
    static final int MOST = 63;

    private final List<Map<Long, MysqlGtidSet>> mysql = new ArrayList<>();
    private final Map<MysqlGtidSet, Reach> reaches = new HashMap<>();
    /** The same, by the objects themselves. */
    private final IdentityHashMap<MysqlGtidSet, Reach> made = new IdentityHashMap<>();

    private final List<String[]> mysqlGtids = new ArrayList<>();
    private final GtidSet[] mariadb = new GtidSet[MOST + 1];
    private final String[] mariadbGtids = new String[MOST + 1];

    SimulatedGtids() {
        for (int number = 0; number <= MOST; number++) {
            mariadbGtids[number] = "0-1-" + number;
            mariadb[number] = MariadbGtidPosition.parse(number == 0 ? "" : mariadbGtids[number]);
        }
    }

    /** @param history tells apart what was restored from backups */
    String mysqlGtid(int history, int number) {
        while (mysqlGtids.size() <= history) {
            String[] gtids = new String[MOST + 1];
            for (int i = 0; i <= MOST; i++) {
                gtids[i] = String.format("00000000-0000-0000-0000-%012d:%d", mysqlGtids.size(), i);
            }
            mysqlGtids.add(gtids);
        }
        return mysqlGtids.get(history)[number];
    }

    String mariadbGtid(int number) {
        return mariadbGtids[number];
    }

    GtidSet mariadbPosition(int number) {
        return mariadb[number];
    }

    /** The set whose numbers are the mask's bits. */
    MysqlGtidSet mysqlSet(int history, long mask) {
        while (mysql.size() <= history) {
            mysql.add(new HashMap<>());
        }
        MysqlGtidSet known = mysql.get(history).get(mask);
        if (known == null) {
            known = MysqlGtidSet.parse("");
            for (int number = 0; number <= MOST; number++) {
                if (((mask >>> number) & 1) == 1) {
                    known = known.plus(mysqlGtid(history, number));
                }
            }
            mysql.get(history).put(mask, known);
            Reach reach = new Reach(history, mask);
            reaches.put(known, reach);
            made.put(known, reach);
        }
        return known;
    }

    /** What is in a set that was made here. */
    Reach reach(MysqlGtidSet set) {
        Reach reach = made.get(set);
        if (reach == null) {
            reach = reaches.get(set);
        }
        if (reach == null) {
            throw new IllegalArgumentException("not a set of the simulation: " + set);
        }
        return reach;
    }
}
