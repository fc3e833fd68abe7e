"""What a province costs at list prices (`make cost ENV=henan`): measured use times published prices."""
