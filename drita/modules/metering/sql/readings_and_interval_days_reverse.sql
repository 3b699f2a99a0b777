-- Remove the tables of readings and interval days.
DROP TABLE metering_intervalday;
DROP TABLE metering_reading;
