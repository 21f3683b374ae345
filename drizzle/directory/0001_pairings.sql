CREATE TABLE `pairing` (
	`bridge` text NOT NULL,
	`app` text NOT NULL,
	`bridge_name` text NOT NULL,
	`app_name` text NOT NULL,
	`paired_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`bridge`, `app`)
);
--> statement-breakpoint
CREATE INDEX `pairing_by_app` ON `pairing` (`app`);